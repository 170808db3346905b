import { Database } from '@polyreel/database';
import {
  AccountDataErased,
  AccountDeleted,
  FileDeleted,
  FileStored,
  GenerationCancelled,
  ImageGenerationCompleted,
} from '@polyreel/contracts';
import { fileIdOf } from '@polyreel/http-api';
import { DiskObjectStore, ObjectStore, ObjectStoreConfig, SignedAccess, type StoredReference } from '@polyreel/object-store';
import { type Caller, Identities } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LateFilesSweeper } from './late-files.sweeper.js';
import { StorageModule } from './storage.module.js';
import { TempSweeper } from './temp.sweeper.js';

const secret = 'a secret of at least thirty-two characters';
const owner: Caller = { userId: 'ada', role: 'user', tier: 'pro' };

describe('storage-service', () => {
  let database: TestDatabase;
  let service: TestedService;
  let folder: string;
  let store: DiskObjectStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-storage-'));
    database = await testDatabase();
    store = new DiskObjectStore({ folder, access: new SignedAccess(secret), publicUrl: 'http://polyreel' });
    service = await testService(StorageModule, {
      database,
      override: (builder) =>
        builder.overrideProvider(ObjectStore).useValue(store).overrideProvider(ObjectStoreConfig).useValue({ OBJECT_STORE_SECRET: secret }),
    });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  /** An address as it arrives behind the gateway. */
  const inside = (address: string) => address.replace('http://polyreel/v1', '');

  /** A still of a new run, stored and told to the service. */
  async function still(
    content = '0123456789',
    contentType = 'image/png',
  ): Promise<{ generationId: string; image: StoredReference; id: string }> {
    const generationId = randomUUID();
    const key = `generations/${generationId}/shots/0/still.png`;
    const image = await store.put({ bucket: 'generated-content', key }, contentType, Buffer.from(content));
    return { generationId, image, id: fileIdOf(image) };
  }
  const tell = ({ generationId, image }: { generationId: string; image: StoredReference }) =>
    service.send(
      ImageGenerationCompleted({
        generationId,
        shotIndex: 0,
        images: [image],
        qualityScores: [1],
        provider: 'animatic',
        model: 'm',
        costUsd: 0,
        processingTimeMs: 1,
      }),
      { ...cause, id: randomUUID(), correlationid: generationId },
    );
  const cause = {
    specversion: '1.0',
    id: randomUUID(),
    source: 'test',
    type: 'test.started.v1',
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    correlationid: '',
    userid: 'ada',
  } as const;
  const recorded = async (file: Awaited<ReturnType<typeof still>>) => {
    await tell(file);
    await service.broker.until(() =>
      service.broker.published.some(({ type, data }) => type === FileStored.type && (data as { fileId: string }).fileId === file.id),
    );
    return file;
  };
  const ask = async (
    path: string,
    headers: Record<string, string> = {},
    caller: Caller | undefined = owner,
    method: 'GET' | 'HEAD' | 'PUT' = 'GET',
    body?: string,
  ) =>
    service.app.inject({
      method,
      url: path,
      body,
      headers: { ...headers, ...(caller ? await service.app.get(Identities).headersFor(caller) : {}) },
    });

  it('records what a run made under its owner, under an id that follows from where it lies', async () => {
    const file = await recorded(await still());
    const told = service.broker.published.find(
      ({ type, data }) => type === FileStored.type && (data as { fileId: string }).fileId === file.id,
    );
    expect(told!.data).toEqual({
      fileId: file.id,
      ownerId: 'ada',
      storageKey: file.image.key,
      fileType: 'still',
      fileSize: 10,
      checksum: file.image.checksum,
      storageLocation: 'generated-content',
    });
  });

  it('streams a file whole and in ranges', async () => {
    const { id, image } = await recorded(await still());
    const whole = await ask(`/media/${id}/stream`);
    expect(whole).toMatchObject({ statusCode: 200, body: '0123456789' });
    expect(whole.headers).toMatchObject({
      'accept-ranges': 'bytes',
      'content-length': '10',
      'content-type': 'image/png',
      etag: `"${image.checksum}"`,
    });
    const part = await ask(`/media/${id}/stream`, { range: 'bytes=2-5' });
    expect(part).toMatchObject({ statusCode: 206, body: '2345' });
    expect(part.headers['content-range']).toBe('bytes 2-5/10');
    const beyond = await ask(`/media/${id}/stream`, { range: 'bytes=10-' });
    expect(beyond.statusCode).toBe(416);
    expect(beyond.headers['content-range']).toBe('bytes */10');
  });

  it('answers HEAD without a body, 304 to who has it, and the whole to a range of another version', async () => {
    const { id, image } = await recorded(await still());
    const head = await ask(`/media/${id}/stream`, {}, owner, 'HEAD');
    expect(head).toMatchObject({ statusCode: 200, body: '' });
    expect(head.headers['content-length']).toBe('10');
    expect((await ask(`/media/${id}/stream`, { 'if-none-match': `"${image.checksum}"` })).statusCode).toBe(304);
    expect((await ask(`/media/${id}/stream`, { range: 'bytes=0-1', 'if-range': '"older"' })).body).toBe('0123456789');
  });

  it('gives a download a name of its own, and never shows a page in place', async () => {
    const { id, generationId } = await recorded(await still());
    expect((await ask(`/media/${id}/download`)).headers['content-disposition']).toContain(
      `filename="polyreel-still-${generationId.slice(0, 8)}.png"`,
    );
    const page = await recorded(await still('<script>', 'text/html'));
    const shown = await ask(`/media/${page.id}/stream`);
    expect(shown.headers['content-disposition']).toMatch(/^attachment/);
    expect(shown.headers['x-content-type-options']).toBe('nosniff');
  });

  it('shows a file to its owner and to an admin, and to nobody else', async () => {
    const { id } = await recorded(await still());
    expect((await ask(`/media/${id}/stream`, {}, { ...owner, userId: 'eve' })).statusCode).toBe(404);
    expect((await ask(`/media/${id}/stream`, {}, { userId: 'root', role: 'admin', tier: 'pro' })).statusCode).toBe(200);
    expect((await service.app.inject({ method: 'GET', url: `/media/${id}/stream` })).statusCode).toBe(401);
    expect((await ask('/media/not-an-id/stream')).statusCode).toBe(400);
  });

  it('deletes everything of a cancelled run, also what comes late', async () => {
    const file = await recorded(await still());
    const { generationId } = file;
    await store.put({ bucket: 'temp-files', key: `generations/${generationId}/unrecorded.mp4` }, 'video/mp4', Buffer.from('x'));
    await service.send(GenerationCancelled({ generationId, userId: 'ada', cancelledAt: new Date().toISOString() }), {
      ...cause,
      id: randomUUID(),
      correlationid: generationId,
    });
    const [deleted] = await service.emitted(FileDeleted);
    expect(deleted).toEqual({ fileId: file.id, ownerId: 'ada', reason: 'generation_cancelled' });
    expect(await store.stat(file.image)).toBeUndefined();
    expect(await store.stat({ bucket: 'temp-files', key: `generations/${generationId}/unrecorded.mp4` })).toBeUndefined();
    expect((await ask(`/media/${file.id}/stream`)).statusCode).toBe(404);
    const late = await store.put(file.image, 'image/png', Buffer.from('late'));
    await service.send(
      ImageGenerationCompleted({
        generationId,
        shotIndex: 0,
        images: [late],
        qualityScores: [1],
        provider: 'a',
        model: 'm',
        costUsd: 0,
        processingTimeMs: 1,
      }),
      { ...cause, id: randomUUID(), correlationid: generationId },
    );
    await vi.waitFor(async () => expect(await store.stat(late)).toBeUndefined(), { timeout: 10_000 });
  });

  it('looks again, ever less often, for what was stored after the end without a word', async () => {
    const { generationId, image } = await recorded(await still());
    await service.send(GenerationCancelled({ generationId, userId: 'ada', cancelledAt: new Date().toISOString() }), {
      ...cause,
      id: randomUUID(),
      correlationid: generationId,
    });
    await vi.waitFor(async () => expect(await store.stat(image)).toBeUndefined(), { timeout: 10_000 });
    const late = await store.put(image, 'image/png', Buffer.from('late'));
    const database = service.app.get(Database);
    const age = (interval: string) =>
      database.query(`UPDATE storage.ended_runs SET ended_at = now() - $2::interval, look_at = now() WHERE generation_id = $1`, [
        generationId,
        interval,
      ]);
    const nextLook = async () => {
      const [row] = await database.query<{ minutes: number | null }>(
        `SELECT round(extract(epoch FROM look_at - now()) / 60)::integer AS minutes FROM storage.ended_runs WHERE generation_id = $1`,
        [generationId],
      );
      return row!.minutes;
    };
    await age('10 minutes');
    await service.app.get(LateFilesSweeper).sweep();
    // The service's own sweeper may have been quicker, and be at it still.
    await expect.poll(() => store.stat(late)).toBeUndefined();
    await expect.poll(nextLook).toBe(40);
    await age('25 hours');
    await service.app.get(LateFilesSweeper).sweep();
    await expect.poll(nextLook).toBeNull();
  });

  it('gives a file to whoever has a signed address of it, and takes none there', async () => {
    const place = { bucket: 'user-uploads', key: `voices/${randomUUID()}.wav` } as const;
    await store.put(place, 'audio/wav', Buffer.from('ten bytes!'));
    const path = inside(await store.uploadUrl(place, 'audio/wav', 10));
    const read = inside(await store.readUrl(place));
    expect(await ask(read, {}, undefined)).toMatchObject({ statusCode: 200, body: 'ten bytes!' });
    expect((await ask(`${read}x`, {}, undefined)).statusCode).toBe(403);
    expect((await ask(path, {}, undefined)).statusCode).toBe(403);
    expect((await ask(read, { 'content-type': 'audio/wav' }, undefined, 'PUT', 'x')).statusCode).toBe(403);
  });

  it('sweeps temporary files that are older than a day', async () => {
    const [old, fresh] = [{ bucket: 'temp-files', key: 'old.mp4' } as const, { bucket: 'temp-files', key: 'fresh.mp4' } as const];
    for (const place of [old, fresh]) await store.put(place, 'video/mp4', Buffer.from('x'));
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await utimes(join(folder, 'temp-files', 'old.mp4'), yesterday, yesterday);
    expect(await service.app.get(TempSweeper).sweep()).toBe(1);
    expect(await store.stat(old)).toBeUndefined();
    expect(await store.stat(fresh)).toBeDefined();
  });

  it('deletes every file of a person who has left, also what comes late, and no other', async () => {
    const ada = randomUUID();
    const of = (userid: string, file: Awaited<ReturnType<typeof still>>) =>
      service.send(
        ImageGenerationCompleted({
          generationId: file.generationId,
          shotIndex: 0,
          images: [file.image],
          qualityScores: [1],
          provider: 'animatic',
          model: 'm',
          costUsd: 0,
          processingTimeMs: 1,
        }),
        { ...cause, id: randomUUID(), correlationid: file.generationId, userid },
      );
    const [hers, others, late] = [await still(), await still(), await still()];
    const unrecorded = { bucket: 'temp-files', key: `generations/${hers.generationId}/shots/0/take.mp4` } as const;
    await store.put(unrecorded, 'video/mp4', Buffer.from('x'));
    await of(ada, hers);
    await recorded(others);
    const caller: Caller = { userId: ada, role: 'user', tier: 'pro' };
    await expect.poll(async () => (await ask(`/media/${hers.id}/stream`, {}, caller)).statusCode).toBe(200);
    const listed = await ask('/kept/files', {}, { ...caller, by: 'user-service' });
    expect(listed.json()).toMatchObject({ data: { items: [{ fileId: hers.id, fileType: 'still', bytes: 10 }], nextCursor: null } });
    expect((await ask('/kept/files', {}, caller)).statusCode).toBe(403);

    await service.send(AccountDeleted({ userId: ada, deletedAt: new Date().toISOString() }));
    const answers = () =>
      service.broker.published.filter(({ type, data }) => type === AccountDataErased.type && (data as { userId: string }).userId === ada);
    await expect.poll(answers).toMatchObject([{ data: { service: 'storage-service', erased: { files: 1, objects: 2 } } }]);
    expect(await store.stat(hers.image)).toBeUndefined();
    expect(await store.stat(unrecorded)).toBeUndefined();
    expect(await store.stat(others.image)).toBeDefined();
    expect((await ask(`/media/${hers.id}/stream`, {}, caller)).statusCode).toBe(404);

    await of(ada, late);
    await vi.waitFor(async () => expect(await store.stat(late.image)).toBeUndefined());
    const rows = await service.app.get(Database).query('SELECT id FROM storage.files WHERE owner_id = $1', [ada]);
    expect(rows).toEqual([]);
  });
});
