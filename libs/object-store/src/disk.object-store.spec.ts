import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskObjectStore } from './disk.object-store.js';
import { describeObjectStore } from './object-store.suite.js';
import { SignedAccess } from './signed-access.js';
import { ObjectMissing } from './stored-object.js';

const access = new SignedAccess('a secret of at least thirty-two characters');

async function openDisk() {
  const folder = await mkdtemp(join(tmpdir(), 'polyreel-disk-'));
  const store = new DiskObjectStore({ folder, access, publicUrl: 'http://127.0.0.1:8000' });
  return { folder, store, close: () => rm(folder, { recursive: true }) };
}

describeObjectStore('the store on a local disk', openDisk);

describe('the store on a local disk, attacked from inside its folder', () => {
  let disk: Awaited<ReturnType<typeof openDisk>>;
  let outside: string;
  beforeEach(async () => {
    disk = await openDisk();
    await disk.store.ping();
    outside = await mkdtemp(join(tmpdir(), 'polyreel-outside-'));
    await writeFile(join(outside, 'secret.txt'), 'secret');
  });
  afterEach(async () => {
    await disk.close();
    await rm(outside, { recursive: true });
  });

  it('does not read through a link in place of a file', async () => {
    await symlink(join(outside, 'secret.txt'), join(disk.folder, 'temp-files', 'a.txt'));
    await expect(disk.store.get({ bucket: 'temp-files', key: 'a.txt' })).rejects.toThrow(ObjectMissing);
    expect(await disk.store.stat({ bucket: 'temp-files', key: 'a.txt' })).toBeUndefined();
  });

  it('neither reads nor writes through a link in place of a folder', async () => {
    await symlink(outside, join(disk.folder, 'temp-files', 'run'));
    await expect(disk.store.get({ bucket: 'temp-files', key: 'run/secret.txt' })).rejects.toThrow(ObjectMissing);
    await expect(disk.store.put({ bucket: 'temp-files', key: 'run/new.txt' }, 'text/plain', Buffer.from('x'))).rejects.toThrow('link');
    expect(await readdir(outside)).toEqual(['secret.txt']);
  });

  it('does not take a folder for a file', async () => {
    await mkdir(join(disk.folder, 'temp-files', 'folder'));
    expect(await disk.store.stat({ bucket: 'temp-files', key: 'folder' })).toBeUndefined();
  });
});

describe('an address of the local store', () => {
  const permit = { permits: 'read', bucket: 'thumbnails', key: `generations/${randomUUID()}/poster.jpg`, expires: 2_000_000_000 } as const;

  it('opens as what was signed', () => {
    expect(access.open(access.sign(permit))).toEqual(permit);
  });

  it('is refused when a letter of it was changed, when another secret signed it, and when it ran out', () => {
    const [body, mac] = access.sign(permit).split('.');
    const forged = Buffer.from(JSON.stringify({ ...permit, key: 'generations/other.jpg' })).toString('base64url');
    expect(() => access.open(`${forged}.${mac}`)).toThrow('not signed');
    expect(() => access.open(`${body}.`)).toThrow('not signed');
    expect(() => new SignedAccess('another secret of thirty-two characters').open(`${body}.${mac}`)).toThrow('not signed');
    expect(() => access.open(access.sign({ ...permit, expires: 1000 }))).toThrow('expired');
  });

  it('is not signed with a short secret', () => {
    expect(() => new SignedAccess('short')).toThrow(RangeError);
  });
});
