import {
  AudioPreprocessed,
  HandlerFaulted,
  VoiceDeleted,
  VoiceProcessingCancelled,
  VoiceProcessingFailed,
  VoiceProcessingStarted,
} from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { DiskObjectStore, ObjectStore, ObjectStoreConfig, SignedAccess } from '@polyreel/object-store';
import { badRecording, spoken, testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AudioPreprocessingModule } from './audio-preprocessing.module.js';

describe('audio-preprocessing-service', () => {
  let database: TestDatabase;
  let service: TestedService;
  let folder: string;
  let store: DiskObjectStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-audio-'));
    store = new DiskObjectStore({ folder, access: new SignedAccess('x'.repeat(32)), publicUrl: 'http://polyreel' });
    database = await testDatabase();
    service = await testService(AudioPreprocessingModule, {
      database,
      override: (builder) => builder.overrideProvider(ObjectStore).useValue(store).overrideProvider(ObjectStoreConfig).useValue({}),
    });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });

  const causeOf = (voiceId: string) => ({
    specversion: '1.0' as const,
    id: randomUUID(),
    source: 'test',
    type: 'test.started.v1',
    time: new Date().toISOString(),
    datacontenttype: 'application/json' as const,
    correlationid: voiceId,
    userid: 'ada',
  });

  const start = async (path: string) => {
    const voiceId = randomUUID();
    const audioFile = await store.put({ bucket: 'user-uploads', key: `voices/${voiceId}/recording.bin` }, 'audio/wav', { file: path });
    const data = { voiceId, userId: 'ada', tier: 'free' as const, audioFile, startedAt: new Date().toISOString() };
    await service.send(VoiceProcessingStarted(data), causeOf(voiceId));
    return voiceId;
  };

  it('prepares a recording that has been accepted', async () => {
    const voiceId = await start(await spoken({ text: 'A lighthouse in the rain.', format: 'ogg' }));
    const [made] = await service.emitted(AudioPreprocessed);
    expect(made).toMatchObject({ voiceId, original: { codec: 'opus' } });
    expect(await store.stat(made!.processedAudio)).toMatchObject(made!.processedAudio);
    expect(await store.stat(made!.soundtrack)).toMatchObject(made!.soundtrack);
  });

  it('says once, with its code, that a recording holds nothing', async () => {
    const voiceId = await start(await badRecording('silence'));
    const [fault] = await service.emitted(HandlerFaulted);
    expect(fault).toMatchObject({ error: { code: 'voice_silent' }, attempts: 1, event: { correlationid: voiceId } });
  });

  const now = () => new Date().toISOString();
  const states = (voiceId: string) =>
    service.app.get(Database).query('SELECT state FROM audio_preprocessing.jobs WHERE correlation_id = $1', [voiceId]);

  it.each([
    ['the caller has cancelled', (voiceId: string) => VoiceProcessingCancelled({ voiceId, userId: 'ada', cancelledAt: now() })],
    [
      'the recording has failed',
      (voiceId: string) => VoiceProcessingFailed({ voiceId, userId: 'ada', errorCode: 'voice_overdue', message: 'x', failedAt: now() }),
    ],
  ])('stops when %s', async (_, ended) => {
    const voiceId = await start(await spoken({ text: 'A lighthouse in the rain.', lastingSeconds: 600 }));
    await expect.poll(() => states(voiceId)).toEqual([{ state: 'running' }]);
    await service.send(ended(voiceId), causeOf(voiceId));
    await expect.poll(() => states(voiceId)).toEqual([{ state: 'cancelled' }]);
    expect(await store.stat({ bucket: 'temp-files', key: `voices/${voiceId}/prepared.wav` })).toBeUndefined();
  });

  it('keeps nothing of a recording that was deleted', async () => {
    const voiceId = await start(await spoken({ text: 'A lighthouse in the rain.' }));
    await expect.poll(() => states(voiceId), { timeout: 30_000 }).toEqual([{ state: 'done' }]);
    await service.send(VoiceDeleted({ voiceId, userId: 'ada', deletedAt: now() }), causeOf(voiceId));
    await expect.poll(() => states(voiceId)).toEqual([]);
  });
});
