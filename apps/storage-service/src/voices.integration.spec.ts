import {
  AccountDataErased,
  AccountDeleted,
  AudioPreprocessed,
  type Emitted,
  FileDeleted,
  FileStored,
  VoiceDeleted,
  VoiceProcessingCancelled,
  VoiceProcessingFailed,
  VoiceProcessingStarted,
} from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { fileIdOf, MOST_UPLOADS, type PresignedUpload, uploadPlace } from '@polyreel/http-api';
import { DiskObjectStore, ObjectStore, ObjectStoreConfig, SignedAccess, type StoredReference } from '@polyreel/object-store';
import { type Caller, Identities } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageModule } from './storage.module.js';
import { TempSweeper } from './temp.sweeper.js';

const secret = 'a secret of at least thirty-two characters';
const now = () => new Date().toISOString();

describe('recordings in the store', () => {
  let database: TestDatabase;
  let service: TestedService;
  let folder: string;
  let store: DiskObjectStore;
  let url: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-voices-'));
    database = await testDatabase();
    store = new DiskObjectStore({ folder, access: new SignedAccess(secret), publicUrl: 'http://polyreel' });
    service = await testService(StorageModule, {
      database,
      override: (builder) =>
        builder.overrideProvider(ObjectStore).useValue(store).overrideProvider(ObjectStoreConfig).useValue({ OBJECT_STORE_SECRET: secret }),
    });
    await service.app.listen(0, '127.0.0.1');
    url = await service.app.getUrl();
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const person = (): Caller => ({ userId: randomUUID(), role: 'user', tier: 'free' });
  const ask = async (method: 'GET' | 'POST', path: string, caller: Caller, body?: object) =>
    service.app.inject({ method, url: path, payload: body, headers: await service.app.get(Identities).headersFor(caller) });
  const open = async (caller: Caller, bytes = 5) => {
    const response = await ask('POST', '/media/upload', caller, { contentType: 'audio/wav', bytes });
    return { ...response.json<{ data?: PresignedUpload; error?: { code: string } }>(), status: response.statusCode };
  };
  const put = (uploadUrl: string, body: string, contentType = 'audio/wav') =>
    service.app.inject({
      method: 'PUT',
      url: uploadUrl.replace('http://polyreel/v1', ''),
      headers: { 'content-type': contentType },
      payload: body,
    });
  const place = (bucket: StoredReference['bucket'], key: string) => ({ bucket, key });

  /** Tells an event of a voice as the mesh does: with the voice as the run, and its owner. */
  const tell = (fact: Emitted, { userId }: Caller, voiceId: string) =>
    service.send(fact, {
      specversion: '1.0',
      id: randomUUID(),
      source: 'test',
      type: 'test.v1',
      time: now(),
      datacontenttype: 'application/json',
      correlationid: voiceId,
      userid: userId,
    });
  const said = (type: string, fileId: string) =>
    service.broker.published.filter((one) => one.type === type && (one.data as { fileId: string }).fileId === fileId);

  const erasedOf = ({ userId }: Caller) =>
    service.broker.published.filter(({ type, data }) => type === AccountDataErased.type && (data as { userId: string }).userId === userId);
  const parts = () => readdir(join(folder, '.parts'));
  /** Who has sent the first of the five bytes to an address, and what is left of them. */
  const sending = async (uploadUrl: string) => {
    const { port, pathname, search } = new URL(uploadUrl.replace('http://polyreel/v1', url));
    const socket = connect(Number(port), '127.0.0.1');
    const answered = once(socket, 'data').then(([bytes]) => String(bytes));
    answered.catch(() => undefined);
    socket.write(`PUT ${pathname}${search} HTTP/1.1\r\nHost: x\r\nContent-Type: audio/wav\r\nContent-Length: 5\r\n\r\nw`);
    await expect.poll(parts).toHaveLength(1);
    return { socket, rest: 'ords', answered };
  };

  /** A recording that was taken in and prepared. */
  async function voice(owner: Caller) {
    const voiceId = randomUUID();
    const stored = (bucket: StoredReference['bucket'], name: string, type: string) =>
      store.put(place(bucket, `voices/${voiceId}/${name}`), type, Buffer.from('words'));
    const recording = await stored('user-uploads', 'recording.mp3', 'audio/mpeg');
    const soundtrack = await stored('user-uploads', 'soundtrack.flac', 'audio/flac');
    const prepared = await stored('temp-files', 'prepared.wav', 'audio/wav');
    const { userId } = owner;
    await tell(VoiceProcessingStarted({ voiceId, userId, tier: 'free', audioFile: recording, startedAt: now() }), owner, voiceId);
    const ready = AudioPreprocessed({
      voiceId,
      processedAudio: prepared,
      soundtrack,
      durationSeconds: 2,
      original: { durationSeconds: 2, codec: 'mp3', sampleRate: 44_100, channels: 2, trimmedStartSeconds: 0 },
      preprocessingApplied: [],
    });
    await tell(ready, owner, voiceId);
    for (const file of [recording, soundtrack]) await expect.poll(() => said(FileStored.type, fileIdOf(file))).toHaveLength(1);
    return { voiceId, recording, soundtrack, prepared, ready };
  }

  it('are recorded under their owner, who hears them, and listed for an export', async () => {
    const ann = person();
    const { voiceId, recording, soundtrack } = await voice(ann);
    expect(said(FileStored.type, fileIdOf(soundtrack))[0]!.data).toMatchObject({ ownerId: ann.userId, fileType: 'soundtrack' });
    const download = await ask('GET', `/media/${fileIdOf(recording)}/download`, ann);
    expect([download.statusCode, download.body]).toEqual([200, 'words']);
    expect(download.headers['content-disposition']).toContain(`polyreel-recording-${voiceId.slice(0, 8)}.mp3`);
    expect((await ask('GET', `/media/${fileIdOf(recording)}/download`, person())).statusCode).toBe(404);
    const { items } = (await ask('GET', '/kept/files', { ...ann, by: 'user-service' })).json<{ data: { items: object[] } }>().data;
    expect(items).toHaveLength(2);
    expect(items).toContainEqual(expect.objectContaining({ fileType: 'recording', voiceId, generationId: null }));
  });

  it.each([
    ['voice_cancelled', (run: { voiceId: string; userId: string }) => VoiceProcessingCancelled({ ...run, cancelledAt: now() })],
    [
      'voice_failed',
      (run: { voiceId: string; userId: string }) =>
        VoiceProcessingFailed({ ...run, errorCode: 'voice_no_speech', message: 'Nobody speaks.', failedAt: now() }),
    ],
    ['voice_deleted', (run: { voiceId: string; userId: string }) => VoiceDeleted({ ...run, deletedAt: now() })],
  ])('go with all that was made of them, also what comes late: %s', async (reason, end) => {
    const ann = person();
    const { voiceId, recording, soundtrack, prepared, ready } = await voice(ann);
    await tell(end({ voiceId, userId: ann.userId }), ann, voiceId);
    await expect.poll(() => said(FileDeleted.type, fileIdOf(recording))).toMatchObject([{ data: { ownerId: ann.userId, reason } }]);
    for (const file of [recording, soundtrack, prepared]) expect(await store.stat(file)).toBeUndefined();
    await store.put(soundtrack, 'audio/flac', Buffer.from('late'));
    await tell(ready, ann, voiceId);
    await expect.poll(() => store.stat(soundtrack)).toBeUndefined();
    const looks = await service.app
      .get(Database)
      .query('SELECT folder FROM storage.ended_runs WHERE generation_id = $1 AND look_at IS NOT NULL', [voiceId]);
    expect(looks).toEqual([{ folder: 'voices' }]);
  });

  it('may be brought to an address of their own, of the type that was named and no longer than was said', async () => {
    const ann = person();
    const { status, data } = await open(ann);
    expect([status, data]).toMatchObject([201, { maxBytes: 5, headers: { 'content-type': 'audio/wav' } }]);
    expect(Date.parse(data!.expiresAt)).toBeGreaterThan(Date.now());
    expect((await put(data!.uploadUrl, 'words and more')).statusCode).toBe(413);
    expect((await put(data!.uploadUrl, 'words', 'video/mp4')).statusCode).toBe(415);
    expect((await put(data!.uploadUrl, 'words')).statusCode).toBe(200);
    expect(await store.stat(uploadPlace(ann.userId, data!.uploadId))).toMatchObject({ bytes: 5, contentType: 'audio/wav' });
    for (const body of [{ bytes: 5, contentType: 'text/html' }, { bytes: 26 * 2 ** 20, contentType: 'audio/wav' }, {}])
      expect((await ask('POST', '/media/upload', ann, body)).statusCode).toBe(400);
  });

  it('wait for their use in bounded number, however many are asked for at once', async () => {
    const [ann, bob] = [person(), person()];
    const asked = await Promise.all(Array.from({ length: MOST_UPLOADS + 5 }, () => open(ann)));
    const opened = asked.flatMap(({ data }) => data ?? []);
    expect(opened).toHaveLength(MOST_UPLOADS);
    expect(asked.find(({ status }) => status === 429)).toMatchObject({ error: { code: 'too_many_uploads' } });
    expect((await open(bob)).status).toBe(201);
    // An address whose file has come is one upload, and stays one when the address does not hold any more; a used one is none.
    await put(opened[0]!.uploadUrl, 'words');
    await put(opened[1]!.uploadUrl, 'words');
    const end = `UPDATE storage.upload_addresses SET expires_at = now() - interval '1 second' WHERE owner_id = $1 AND upload_id = ANY ($2::uuid[])`;
    await service.app.get(Database).query(end, [ann.userId, opened.slice(0, 2).map(({ uploadId }) => uploadId)]);
    expect((await open(ann)).status).toBe(429);
    await store.delete(uploadPlace(ann.userId, opened[0]!.uploadId));
    expect((await open(ann)).status).toBe(201);
  });

  it('are swept where nobody used them for a day', async () => {
    const ann = person();
    const [old, fresh] = [uploadPlace(ann.userId, randomUUID()), uploadPlace(ann.userId, randomUUID())];
    const { recording } = await voice(ann);
    for (const one of [old, fresh]) await store.put(one, 'audio/wav', Buffer.from('words'));
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    for (const { bucket, key } of [old, recording]) await utimes(join(folder, bucket, key), yesterday, yesterday);
    await service.app.get(TempSweeper).sweep();
    expect(await store.stat(old)).toBeUndefined();
    for (const kept of [fresh, recording]) expect(await store.stat(kept)).toBeDefined();
  });

  it('go with their owner, and so does what was brought and not used', async () => {
    const [ann, bob] = [person(), person()];
    const [hers, his] = [await voice(ann), await voice(bob)];
    const { data } = await open(ann);
    await put(data!.uploadUrl, 'words');
    await service.send(AccountDeleted({ userId: ann.userId, deletedAt: now() }));
    await expect.poll(() => erasedOf(ann)).toMatchObject([{ data: { erased: { files: 2, objects: 4 } } }]);
    for (const file of [hers.recording, hers.soundtrack, hers.prepared, uploadPlace(ann.userId, data!.uploadId)])
      expect(await store.stat(file)).toBeUndefined();
    expect(await store.stat(his.recording)).toBeDefined();
    expect(await open(ann)).toMatchObject({ status: 403, error: { code: 'account_closed' } });
  });

  it('come to an address once: who else has it brings nothing in their place, and nothing after they were used', async () => {
    const ann = person();
    const { uploadUrl, uploadId } = (await open(ann)).data!;
    const mine = uploadPlace(ann.userId, uploadId);
    expect((await put(uploadUrl, 'too long')).statusCode).toBe(413);
    const answers = await Promise.all(['words', 'other', 'third'].map((body) => put(uploadUrl, body)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
    const kept = await store.stat(mine);
    expect((await put(uploadUrl, 'later')).json()).toMatchObject({ error: { code: 'address_used' } });
    expect(await store.stat(mine)).toEqual(kept);
    await store.delete(mine);
    expect((await put(uploadUrl, 'later')).statusCode).toBe(409);
    expect(await store.stat(mine)).toBeUndefined();
  });

  it('come to no address of a person who has left, also where they were on their way', async () => {
    const ann = person();
    const [unused, begun] = [(await open(ann)).data!, (await open(ann)).data!];
    const { socket, rest, answered } = await sending(begun.uploadUrl);
    await service.send(AccountDeleted({ userId: ann.userId, deletedAt: now() }));
    await expect.poll(() => erasedOf(ann)).toHaveLength(1);
    socket.write(rest);
    expect(await answered).toContain('account_closed');
    socket.destroy();
    expect((await put(unused.uploadUrl, 'words')).statusCode).toBe(409);
    for (const { uploadId } of [unused, begun]) expect(await store.stat(uploadPlace(ann.userId, uploadId))).toBeUndefined();
  });

  it('leave nothing behind where their sender goes away in the middle, who may send them once more', async () => {
    const ann = person();
    const { uploadUrl } = (await open(ann)).data!;
    const { socket } = await sending(uploadUrl);
    socket.destroy();
    await expect.poll(parts).toEqual([]);
    await expect.poll(async () => (await put(uploadUrl, 'words')).statusCode).toBe(200);
  });
});
