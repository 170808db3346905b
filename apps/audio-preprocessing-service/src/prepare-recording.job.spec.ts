import type { DataOf, VoiceProcessingStarted } from '@polyreel/contracts';
import { probe } from '@polyreel/media';
import { Permanent } from '@polyreel/messaging';
import { DiskObjectStore, SignedAccess } from '@polyreel/object-store';
import { type BadRecording, badRecording, spoken } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrepareRecording } from './prepare-recording.job.js';

describe('preparing a recording', () => {
  let folder: string;
  let store: DiskObjectStore;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-prepare-'));
    store = new DiskObjectStore({ folder, access: new SignedAccess('x'.repeat(32)), publicUrl: 'http://polyreel' });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const started = async (path: string): Promise<DataOf<typeof VoiceProcessingStarted>> => {
    const voiceId = randomUUID();
    const audioFile = await store.put({ bucket: 'user-uploads', key: `voices/${voiceId}/recording.bin` }, 'audio/wav', { file: path });
    return { voiceId, userId: 'ada', tier: 'free', audioFile, languageHint: 'en', startedAt: new Date().toISOString() };
  };
  const running = () => ({ signal: new AbortController().signal, progress: () => undefined });

  it('stores what engines and films hear, and says what was done', async () => {
    const recording = await spoken({ text: 'A lighthouse in the rain.', format: 'm4a', silence: { beforeSeconds: 2 } });
    const start = await started(recording);
    const told: number[] = [];
    const { data } = await new PrepareRecording(store).perform(start, { ...running(), progress: (done) => told.push(done) });
    expect(data.processedAudio).toMatchObject({ bucket: 'temp-files', key: `voices/${start.voiceId}/prepared.wav` });
    expect(data.soundtrack).toMatchObject({ bucket: 'user-uploads', key: `voices/${start.voiceId}/soundtrack.flac` });
    expect(data).toMatchObject({ languageHint: 'en', original: { codec: 'aac', sampleRate: 16_000, channels: 1 } });
    expect(data.original.trimmedStartSeconds).toBeGreaterThan(1.5);
    expect(told.at(-1)).toBe(1);
    const heard = join(folder, 'heard.wav');
    await store.fetchTo(data.processedAudio, heard);
    expect((await probe(heard)).audio).toMatchObject({ codec_name: 'pcm_s16le', sample_rate: 16_000, channels: 1 });
  });

  it.each<[BadRecording, string]>([
    ['silence', 'voice_silent'],
    ['text', 'voice_not_audio'],
    ['cutM4a', 'voice_truncated'],
  ])('gives up at once on %s, by its code', async (kind, code) => {
    const failing = new PrepareRecording(store).perform(await started(await badRecording(kind)), running());
    const error: unknown = await failing.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Permanent);
    expect(error).toMatchObject({ code });
  });

  it('is stopped by its signal, and leaves nothing in the store', async () => {
    const start = await started(await spoken({ text: 'A lighthouse in the rain.', lastingSeconds: 120 }));
    const stop = new AbortController();
    const working = new PrepareRecording(store).perform(start, {
      signal: stop.signal,
      progress: () => stop.abort(new Error('the run was cancelled')),
    });
    await expect(working).rejects.toThrow('the run was cancelled');
    expect(await store.stat({ bucket: 'temp-files', key: `voices/${start.voiceId}/prepared.wav` })).toBeUndefined();
  });
});
