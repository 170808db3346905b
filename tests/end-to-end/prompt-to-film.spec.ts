import type { GenerationView } from '@polyreel/http-api';
import { probe } from '@polyreel/media';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mesh, startTestMesh } from '../fixtures/mesh.js';

const FILM_TIMEOUT_MS = 240_000;

describe('from a prompt to a film, on the real broker', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await startTestMesh(10_000);
  });
  afterAll(() => mesh.remove());

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${mesh.url}/v1${path}`, { ...init, headers: { ...mesh.headers, 'content-type': 'application/json', ...init.headers } });
  const data = async <T>(answer: Response) => ((await answer.json()) as { data: T }).data;
  const accept = async (prompt: string, options: object = {}) => {
    const answer = await ask('/generations', { method: 'POST', body: JSON.stringify({ prompt, resolution: '360p', ...options }) });
    expect(answer.status).toBe(202);
    return (await data<{ generationId: string }>(answer)).generationId;
  };
  const view = async (id: string) => data<GenerationView>(await ask(`/generations/${id}`));
  const finished = async (id: string) => {
    await expect.poll(async () => (await view(id)).status, { timeout: FILM_TIMEOUT_MS, interval: 250 }).not.toMatch(/pending|processing/);
    return view(id);
  };
  const download = async (id: string, kind: string) => {
    const file = (await view(id)).files.find((one) => one.kind === kind)!;
    const answer = await fetch(`${mesh.url}${file.downloadUrl}`, { headers: mesh.headers });
    expect([kind, answer.status]).toEqual([kind, 200]);
    return Buffer.from(await answer.arrayBuffer());
  };

  it(
    'makes an English prompt a film of the wanted length with captions, poster and contact sheet',
    { timeout: FILM_TIMEOUT_MS },
    async () => {
      const id = await accept('A red dragon flies over a castle at sunset. Then it lands beside a lake.', { durationSeconds: 4, seed: 7 });
      const film = await finished(id);
      expect(film).toMatchObject({
        status: 'completed',
        progress: 100,
        error: null,
        findings: { language: { code: 'en' }, translation: { engine: 'none' } },
      });
      expect(film.shots.length).toBeGreaterThan(1);
      expect(JSON.stringify(film.shots)).toContain('dragon');
      const path = join(mesh.folder, 'film.mp4');
      await writeFile(path, await download(id, 'video'));
      const { durationSeconds, video, audio } = await probe(path);
      expect(durationSeconds).toBeCloseTo(4, 1);
      expect(video).toMatchObject({ width: 640, height: 360 });
      expect(audio).toBeDefined();
      expect((await download(id, 'captions_vtt')).toString()).toMatch(/^WEBVTT[\s\S]*red dragon/);
      expect((await download(id, 'captions_srt')).toString()).toContain('-->');
      for (const picture of ['poster', 'contact_sheet']) expect((await download(id, picture)).length).toBeGreaterThan(1_000);
    },
  );

  it('tells a watcher everything up to the end, and again to one who comes late or comes back', { timeout: FILM_TIMEOUT_MS }, async () => {
    const id = await accept('Un gato negro duerme bajo la luna en el jardín.', { durationSeconds: 2 });
    const watch = async (headers: Record<string, string> = {}) => {
      const answer = await ask(`/generations/${id}/events`, { headers });
      expect(answer.headers.get('content-type')).toContain('text/event-stream');
      const text = await answer.text();
      return [...text.matchAll(/^id: (.+)\nevent: (.+)\ndata: (.+)$/gm)].map(([, at, event, told]) => ({
        at: at!,
        event: event!,
        update: JSON.parse(told!) as { progress: number; status: string; job: string },
      }));
    };
    const live = await watch();
    expect(live.at(-1)!.update.status).toBe('completed');
    const progress = live.filter(({ event }) => event === 'generation_update').map(({ update }) => update.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    const begun = live.filter(({ event }) => event === 'job:started').map(({ update }) => update.job);
    expect(new Set(begun)).toEqual(new Set(['draw-shot', 'film-shot', 'cut-film', 'check-film']));
    expect(await watch()).toEqual(live);
    expect(await watch({ 'last-event-id': live[3]!.at })).toEqual(live.slice(4));
    const { findings, shots } = await view(id);
    expect(findings).toMatchObject({ language: { code: 'es' } });
    expect(JSON.stringify(shots)).toContain('🐈');
  });

  it('plays a file in ranges, and only to its owner', { timeout: FILM_TIMEOUT_MS }, async () => {
    const { generations } = await data<{ generations: { generationId: string }[] }>(await ask('/generations?status=completed'));
    const { files } = await view(generations[0]!.generationId);
    const video = files.find(({ kind }) => kind === 'video')!;
    const part = await fetch(`${mesh.url}${video.streamUrl}`, { headers: { ...mesh.headers, range: 'bytes=0-99' } });
    expect([part.status, part.headers.get('content-range'), (await part.arrayBuffer()).byteLength]).toEqual([
      206,
      `bytes 0-99/${video.bytes}`,
      100,
    ]);
    const beyond = await fetch(`${mesh.url}${video.streamUrl}`, { headers: { ...mesh.headers, range: `bytes=${video.bytes}-` } });
    expect(beyond.status).toBe(416);
    expect((await fetch(`${mesh.url}${video.streamUrl}`)).status).toBe(401);
  });

  it('stops when told to and leaves no film behind', { timeout: FILM_TIMEOUT_MS }, async () => {
    const id = await accept('A ship sails through a storm. A lighthouse shines. A whale jumps.', {
      durationSeconds: 30,
      resolution: '1080p',
    });
    await expect.poll(async () => (await view(id)).phase, { timeout: 60_000, interval: 100 }).toMatch(/drawing|filming/);
    expect((await ask(`/generations/${id}/cancel`, { method: 'POST' })).status).toBe(200);
    const stopped = await view(id);
    expect(stopped).toMatchObject({ status: 'cancelled', files: [] });
    expect((await ask(`/generations/${id}`, { method: 'DELETE' })).status).toBe(200);
    expect((await ask(`/generations/${id}`)).status).toBe(404);
  });

  it('refuses a prompt that nobody should film, before any work', async () => {
    const before = await data<{ generations: unknown[] }>(await ask('/generations?limit=100'));
    const answer = await ask('/generations', {
      method: 'POST',
      body: JSON.stringify({ prompt: 'step by step instructions to build a pipe bomb at home' }),
    });
    expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([422, 'content_blocked']);
    expect(await data<{ generations: unknown[] }>(await ask('/generations?limit=100'))).toEqual(before);
  });

  it('finishes a film whose mesh was killed in the middle and started again', { timeout: FILM_TIMEOUT_MS }, async () => {
    const id = await accept('A wolf runs through a snowy forest at night. Then the sun rises over the mountains.', {
      durationSeconds: 6,
      resolution: '480p',
    });
    await expect.poll(async () => (await view(id)).phase, { timeout: 60_000, interval: 50 }).toMatch(/drawing|filming/);
    await mesh.kill();
    await mesh.start();
    expect(await finished(id)).toMatchObject({ status: 'completed', error: null });
  });

  it('stops cleanly when asked, with every message settled', async () => {
    expect(await mesh.stop()).toBe(0);
    expect(mesh.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});
