import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObjectStore } from './object-store.js';
import { ObjectDamaged, ObjectMissing, type ObjectPlace } from './stored-object.js';

/** What every store promises. A store that passes may stand in for another. */
export function describeObjectStore(name: string, open: () => Promise<{ store: ObjectStore; close: () => Promise<void> }>): void {
  describe(name, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let folder: string;
    beforeAll(async () => {
      opened = await open();
      folder = await mkdtemp(join(tmpdir(), 'polyreel-suite-'));
    });
    afterAll(async () => {
      await opened.close();
      await rm(folder, { recursive: true });
    });

    const fresh = (suffix = 'film.mp4'): ObjectPlace => ({ bucket: 'generated-content', key: `generations/${randomUUID()}/${suffix}` });
    const read = async (stream: Readable) => Buffer.concat(await stream.toArray());

    it('gives back what was put, with its size, type and checksum', async () => {
      const place = fresh();
      const reference = await opened.store.put(place, 'video/mp4', Buffer.from('moving pictures'));
      const checksum = '6cb754acd2d240d3b451bdc7cf7d09b98d66b50c4cd16b01ab9f58c3738778f7';
      expect(reference).toEqual({ ...place, contentType: 'video/mp4', bytes: 15, checksum });
      expect(await opened.store.stat(place)).toMatchObject(reference);
      expect((await read(await opened.store.get(place))).toString()).toBe('moving pictures');
    });

    it('takes a file and a stream of unknown length alike', async () => {
      const path = join(folder, 'source.bin');
      await writeFile(path, 'from a file');
      const fromFile = await opened.store.put(fresh(), 'text/plain', { file: path });
      const fromStream = await opened.store.put(fresh(), 'text/plain', Readable.from(['from ', 'a file'].map((part) => Buffer.from(part))));
      expect(fromStream.checksum).toBe(fromFile.checksum);
      expect(fromStream.bytes).toBe(11);
    });

    it('gives a range of bytes, both ends counted in', async () => {
      const place = fresh();
      await opened.store.put(place, 'text/plain', Buffer.from('0123456789'));
      expect((await read(await opened.store.get(place, { start: 2, end: 5 }))).toString()).toBe('2345');
      expect((await read(await opened.store.get(place, { start: 9, end: 9 }))).toString()).toBe('9');
    });

    it('replaces an object as a whole', async () => {
      const place = fresh();
      await opened.store.put(place, 'text/plain', Buffer.from('the first, longer'));
      await opened.store.put(place, 'text/html', Buffer.from('second'));
      expect(await opened.store.stat(place)).toMatchObject({ bytes: 6, contentType: 'text/html' });
      expect((await read(await opened.store.get(place))).toString()).toBe('second');
    });

    it('knows nothing of an object that was never put or is deleted', async () => {
      const place = fresh();
      expect(await opened.store.stat(place)).toBeUndefined();
      await expect(opened.store.get(place)).rejects.toThrow(ObjectMissing);
      await opened.store.put(place, 'text/plain', Buffer.from('x'));
      await opened.store.delete(place);
      expect(await opened.store.stat(place)).toBeUndefined();
      await expect(opened.store.get(place)).rejects.toThrow(ObjectMissing);
      await opened.store.delete(place);
    });

    it('lists what lies under a prefix and nothing else', async () => {
      const run = `generations/${randomUUID()}`;
      for (const key of ['a.mp4', 'shots/0.mp4', 'shots/1.mp4']) {
        await opened.store.put({ bucket: 'generated-content', key: `${run}/${key}` }, 'video/mp4', Buffer.from(key));
      }
      await opened.store.put({ bucket: 'thumbnails', key: `${run}/shots/a.jpg` }, 'image/jpeg', Buffer.from('x'));
      const found = [];
      for await (const { key, bytes } of opened.store.list('generated-content', `${run}/shots/`)) found.push({ key, bytes });
      expect(found.sort((a, b) => a.key.localeCompare(b.key))).toEqual([
        { key: `${run}/shots/0.mp4`, bytes: 11 },
        { key: `${run}/shots/1.mp4`, bytes: 11 },
      ]);
    });

    it.each([
      '../secret',
      'a/../../b',
      '/etc/passwd',
      'a//b',
      'a/.hidden',
      'a\\b',
      'a b',
      'a%2e%2e/b',
      'ü.mp4',
      '',
      'a/',
      'x'.repeat(600),
      'a\0b',
    ])('refuses the key %j', async (key) => {
      const place: ObjectPlace = { bucket: 'temp-files', key };
      await expect(opened.store.put(place, 'text/plain', Buffer.from('x'))).rejects.toMatchObject({ code: 'bad_object_key' });
      await expect(opened.store.get(place)).rejects.toMatchObject({ code: 'bad_object_key' });
    });

    it('refuses a bucket that it does not know', async () => {
      await expect(opened.store.put({ bucket: '..' as never, key: 'a' }, 'text/plain', Buffer.from('x'))).rejects.toMatchObject({
        code: 'bad_object_key',
      });
    });

    it('leaves nothing behind when a source breaks off', async () => {
      const place = fresh();
      const broken = Readable.from(
        (async function* () {
          yield Buffer.from('half');
          await Promise.resolve();
          throw new Error('the line went dead');
        })(),
      );
      await expect(opened.store.put(place, 'text/plain', broken)).rejects.toThrow('the line went dead');
      expect(await opened.store.stat(place)).toBeUndefined();
    });

    it('fetches an object to a file, and refuses one that does not match its reference', async () => {
      const reference = await opened.store.put(fresh(), 'text/plain', Buffer.from('whole'));
      const path = join(folder, randomUUID());
      await opened.store.fetchTo(reference, path);
      expect(await readFile(path, 'utf8')).toBe('whole');
      const other = join(folder, randomUUID());
      await expect(opened.store.fetchTo({ ...reference, checksum: '0'.repeat(64) }, other)).rejects.toThrow(ObjectDamaged);
      await expect(readFile(other)).rejects.toThrow('ENOENT');
    });

    it('signs addresses that name the object and run out', async () => {
      const place = fresh();
      const read = await opened.store.readUrl(place, { fileName: 'Der Drache.mp4' });
      const write = await opened.store.uploadUrl(place, 'video/mp4', 1000);
      expect(new URL(read).protocol).toMatch(/^https?:$/);
      expect(write).not.toBe(read);
    });

    it('answers whether it is there', async () => {
      await expect(opened.store.ping()).resolves.toBeUndefined();
    });
  });
}
