import { type DataOf, ImageGenerationCompleted, ImageGenerationFailed, ImageGenerationStarted, Shot } from '@polyreel/contracts';
import { DiskObjectStore, type ObjectStore, SignedAccess } from '@polyreel/object-store';
import { type ImageProvider, modelCards, ProviderError } from '@polyreel/providers';
import { withFolder } from '@polyreel/service-kit';
import type { Job } from '@polyreel/workflow';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DrawShot } from './draw-shot.job.js';
import type { Illustrators } from './illustrators.chain.js';

const [card] = modelCards;
const artist = (provider: string, draw: ImageProvider['draw']): ImageProvider => ({
  card: { ...card!, provider, embedded: provider === 'animatic' },
  draw,
});

const steady = artist('animatic', async (_request, { directory }) => {
  const path = join(directory, 'still.png');
  await writeFile(path, 'a still');
  return { path, contentType: 'image/png', qualityScore: 0.75, costUsd: 0, degradedReasons: [] };
});
const broke = artist('imagen', () => Promise.reject(new ProviderError('unavailable', 'the quota is spent')));

const shot = Shot.parse({
  index: 0,
  text: 'A cat sits.',
  originalText: 'A cat sits.',
  sentences: [0],
  startSeconds: 0,
  durationSeconds: 3,
  setting: { scenery: 'room', stated: true },
  mood: { label: 'serene', valence: 0.4, energy: 0.1 },
  camera: { size: 'medium', angle: 'eye_level', movement: 'static', stated: false },
  transition: 'cut',
  entities: [],
});

const wanted = (): DataOf<typeof ImageGenerationStarted> =>
  ImageGenerationStarted({
    generationId: randomUUID(),
    shotIndex: 0,
    imagePrompt: { shotIndex: 0, imagePrompt: 'a cat', videoPrompt: 'a cat sits', negativePrompt: '', shot },
    generationParams: { aspectRatio: '16:9', resolution: '360p', quality: 'draft', framesPerSecond: 24, seed: 1 },
  }).data;

const job = (signal = new AbortController().signal) =>
  ({ id: 'j', message: { id: 'm' }, signal, progress: () => undefined }) as unknown as Job;

const drawnBy = (providers: ImageProvider[], data = wanted(), running = job()) =>
  withFolder('spec', async (folder) => {
    const store: ObjectStore = new DiskObjectStore({ folder, access: new SignedAccess(randomUUID()), publicUrl: 'http://files.test' });
    await store.ping();
    const illustrators: Pick<Illustrators, 'forUnit'> = { forUnit: (_unit, _job, preferred) => Promise.resolve({ providers, preferred }) };
    return await new DrawShot(illustrators as Illustrators, store).perform(data, running);
  });

describe('drawing a shot', () => {
  it('stores the still and tells who drew it and how well', async () => {
    const data = wanted();
    const told = await drawnBy([steady], data);
    expect(told.contract).toBe(ImageGenerationCompleted);
    expect(told.data).toMatchObject({
      provider: 'animatic',
      qualityScores: [0.75],
      images: [{ key: `generations/${data.generationId}/shots/0/still.png`, bytes: 7 }],
    });
  });

  it('says that another provider stepped aside, and why', async () => {
    const told = await drawnBy([broke, steady]);
    expect(told.data).toMatchObject({ provider: 'animatic', degradedReasons: ['shot 1: imagen could not draw it: the quota is spent'] });
  });

  it('fails with every reason when nobody can', async () => {
    const told = await drawnBy([broke]);
    expect(told.contract).toBe(ImageGenerationFailed);
    expect(told.data).toMatchObject({ errorClass: 'unavailable', triedProviders: [{ provider: 'imagen', message: 'the quota is spent' }] });
  });

  it('is not a failure of the provider when the run was cancelled', async () => {
    const stop = new AbortController();
    stop.abort(new Error('cancelled'));
    await expect(drawnBy([steady], wanted(), job(stop.signal))).rejects.toThrow('cancelled');
  });
});
