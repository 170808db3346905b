import type { AcceptedVoice, GenerationView, PresignedUpload, VoiceView } from '@polyreel/http-api';
import { probe } from '@polyreel/media';
import { spoken } from '@polyreel/testing';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mesh, startTestMesh } from '../fixtures/mesh.js';

const FILM_TIMEOUT_MS = 240_000;
const TEXT = ['A red dragon flies over a castle at sunset.', 'Then it lands beside a lake.'];

describe('from a spoken prompt to a film, on the real broker', () => {
  let mesh: Mesh;
  let recording: Buffer;
  beforeAll(async () => {
    recording = await readFile(await spoken({ text: TEXT, voice: 'slt', format: 'mp3', sampleRate: 44_100, channels: 2 }));
    mesh = await startTestMesh(10_200);
  }, FILM_TIMEOUT_MS);
  afterAll(() => mesh.remove());

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${mesh.url}/v1${path}`, { ...init, headers: { ...mesh.headers, ...(init.headers as Record<string, string>) } });
  const data = async <T>(answer: Response) => ((await answer.json()) as { data: T }).data;
  const code = async (answer: Response) => ((await answer.json()) as { error: { code: string } }).error.code;
  const bring = async (path: string, file: Buffer, request?: object, headers: Record<string, string> = {}) => {
    const form = new FormData();
    if (request) form.set('request', JSON.stringify(request));
    form.set('file', new Blob([file]), '../../recording.txt');
    return ask(path, { method: 'POST', body: form, headers });
  };
  const json = (path: string, body: object) =>
    ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  const voice = async (id: string) => data<VoiceView>(await ask(`/voice/status/${id}`));
  const heard = async (id: string) => {
    await expect.poll(async () => (await voice(id)).status, { timeout: FILM_TIMEOUT_MS, interval: 250 }).not.toMatch(/pending|processing/);
    return voice(id);
  };
  const film = async (id: string) => {
    const look = async () => (await data<GenerationView | undefined>(await ask(`/generations/${id}`)))?.status;
    await expect.poll(look, { timeout: FILM_TIMEOUT_MS, interval: 250 }).toMatch(/completed|failed|cancelled/);
    return data<GenerationView>(await ask(`/generations/${id}`));
  };
  /** Which files of a voice lie in the local store. */
  const filesOf = (voiceId: string) =>
    ['user-uploads', 'temp-files'].flatMap((bucket) => {
      const folder = join(mesh.environment['OBJECT_STORE_DIR']!, bucket, 'voices', voiceId);
      return existsSync(folder) ? readdirSync(folder) : [];
    });

  it('hears it, tells a watcher so, and films it with its speaker’s voice', { timeout: FILM_TIMEOUT_MS }, async () => {
    const taken = await bring('/voice/generate', recording, { narrate: true, resolution: '360p', seed: 7 });
    expect(taken.status).toBe(202);
    const { voiceId, generationId, recording: facts } = await data<AcceptedVoice>(taken);
    expect(facts).toMatchObject({ format: 'mp3', sampleRate: 44_100, channels: 2 });

    const feed = await (await ask(`/voice/${voiceId}/events`)).text();
    const updates = [...feed.matchAll(/^event: voice_update\ndata: (.+)$/gm)].map(
      ([, told]) => JSON.parse(told!) as Record<string, unknown>,
    );
    expect(updates.at(-1)).toMatchObject({ voiceId, status: 'completed', generationId });
    const jobs = [...feed.matchAll(/^event: job:started\ndata: (.+)$/gm)].map(([, told]) => (JSON.parse(told!) as { job: string }).job);
    expect(new Set(jobs)).toEqual(new Set(['prepare-recording', 'recognize-speech', 'detect-voice-language']));

    const view = await voice(voiceId);
    expect(view).toMatchObject({ status: 'completed', language: { code: 'en' }, narrate: true, error: null });
    for (const word of ['dragon', 'castle', 'sunset', 'lake']) expect(view.transcript!.text.toLowerCase()).toContain(word);

    const made = await film(generationId!);
    expect(made).toMatchObject({ status: 'completed', voiceId, error: null });
    const watched = await (await ask(`/generations/${generationId}/events`)).text();
    expect(watched).toContain('"job":"cut-film"');
    const video = made.files.find(({ kind }) => kind === 'video')!;
    const path = join(mesh.folder, 'spoken.mp4');
    await writeFile(path, Buffer.from(await (await fetch(`${mesh.url}${video.downloadUrl}`, { headers: mesh.headers })).arrayBuffer()));
    const { durationSeconds, audio } = await probe(path);
    expect(audio).toBeDefined();
    expect(durationSeconds).toBeGreaterThan(view.preparation!.durationSeconds - 0.2);
  });

  it(
    'takes it by an address of its own too, as often as is asked until it is deleted, and once under one key',
    { timeout: FILM_TIMEOUT_MS },
    async () => {
      const { uploadId, uploadUrl, headers } = await data<PresignedUpload>(
        await json('/media/upload', { contentType: 'audio/mpeg', bytes: recording.length }),
      );
      expect((await fetch(uploadUrl, { method: 'PUT', headers, body: recording })).status).toBe(200);
      const { voiceId } = await data<AcceptedVoice>(await json('/voice/process', { uploadId }));
      expect(await heard(voiceId)).toMatchObject({ status: 'completed', generationId: null });
      expect((await json('/voice/process', { uploadId })).status).toBe(202);
      expect((await ask(`/voice/${voiceId}`, { method: 'DELETE' })).status).toBe(200);
      expect(await code(await json('/voice/process', { uploadId }))).toBe('upload_not_found');
      const twice = await Promise.all([0, 1].map(() => bring('/voice/process', recording, {}, { 'idempotency-key': 'take-1' })));
      const ids = await Promise.all(twice.map(async (answer) => (await data<AcceptedVoice>(answer)).voiceId));
      expect(new Set(ids).size).toBe(1);
    },
  );

  it('stops when told to, and keeps no file', { timeout: FILM_TIMEOUT_MS }, async () => {
    const long = await readFile(await spoken({ text: TEXT, lastingSeconds: 50 }));
    const { voiceId } = await data<AcceptedVoice>(await bring('/voice/process', long));
    await expect.poll(() => filesOf(voiceId).length, { timeout: FILM_TIMEOUT_MS }).toBeGreaterThan(0);
    expect((await ask(`/voice/${voiceId}/cancel`, { method: 'POST' })).status).toBe(200);
    expect(await voice(voiceId)).toMatchObject({ status: 'cancelled' });
    await expect.poll(() => filesOf(voiceId), { timeout: FILM_TIMEOUT_MS }).toEqual([]);
  });

  it('is heard and filmed although the mesh was killed in the middle and started again', { timeout: FILM_TIMEOUT_MS }, async () => {
    const { voiceId, generationId } = await data<AcceptedVoice>(await bring('/voice/generate', recording, { resolution: '360p' }));
    await expect.poll(async () => (await voice(voiceId)).phase, { timeout: FILM_TIMEOUT_MS, interval: 20 }).toMatch(/preparing|listening/);
    await mesh.kill();
    await mesh.start();
    expect(await heard(voiceId)).toMatchObject({ status: 'completed', error: null });
    expect(await film(generationId!)).toMatchObject({ status: 'completed', error: null });
  });

  it('stops cleanly when asked, with every message settled', async () => {
    expect(await mesh.stop()).toBe(0);
    expect(mesh.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});
