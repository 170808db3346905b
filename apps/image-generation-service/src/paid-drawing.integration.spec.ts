import { GenerationCancelled, ImageGenerationCompleted, ImageGenerationStarted, Shot } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import type { DeepPartial } from 'typeorm';
import { CallPatience, ProviderLedger } from '@polyreel/provider-ledger';
import { FakeProvider, modes, testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { type Caller, Identities } from '@polyreel/service-kit';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ImageGenerationModule } from './image-generation.module.js';

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

const started = (generationId: string) =>
  ImageGenerationStarted({
    generationId,
    shotIndex: 0,
    imagePrompt: { shotIndex: 0, imagePrompt: 'a cat', videoPrompt: 'a cat sits', negativePrompt: '', shot },
    generationParams: { aspectRatio: '16:9', resolution: '360p', quality: 'draft', framesPerSecond: 24, seed: 1 },
  });

const patience: DeepPartial<CallPatience> = {
  PROVIDER_POLL_MS: 20,
  PROVIDER_POLL_LONGEST_MS: 50,
  PROVIDER_OPERATION_SECONDS: 30,
  PROVIDER_SETTLE_MS: 50,
  PROVIDER_BACKOFF_MS: 10,
};

describe('a still that is paid for', () => {
  let database: TestDatabase;
  let provider: FakeProvider;
  let service: TestedService;
  beforeAll(async () => {
    [database, provider] = await Promise.all([testDatabase(), FakeProvider.inProcess()]);
  });
  afterAll(() => Promise.all([database.drop(), provider.stop()]));
  beforeEach(async () => {
    vi.stubEnv('PROVIDER_ANSWER_TIMEOUT_MS', '1000');
    for (const [name, value] of Object.entries(provider.environment)) vi.stubEnv(name, value);
    await provider.behave();
  });
  afterEach(async () => {
    await service.stop();
    vi.unstubAllEnvs();
  });

  const start = async (paid: 'replicate' | 'comfyui') => {
    vi.stubEnv('IMAGE_PROVIDERS', paid);
    service = await testService(ImageGenerationModule, {
      database,
      override: (builder) => builder.overrideProvider(CallPatience).useValue(patience),
    });
  };
  const calls = async (run: string) =>
    (await service.app.get(ProviderLedger).list(undefined, 200)).filter(({ correlationId }) => correlationId === run);
  const drawn = async (run: string) => {
    await service.send(started(run));
    const [told] = await service.emitted(ImageGenerationCompleted);
    return told!;
  };

  it('is made by the provider, stored here, and booked with its cost', async () => {
    await start('replicate');
    const run = randomUUID();
    const told = await drawn(run);
    expect(told).toMatchObject({ provider: 'replicate', images: [{ contentType: 'image/png' }] });
    expect(told.costUsd).toBeGreaterThan(0);
    expect(await calls(run)).toMatchObject([{ callKey: `${run}:image:0:1`, state: 'succeeded', costUsd: told.costUsd }]);
  });

  it('is made once where the answer to its order was lost and the provider knows its key', async () => {
    await start('comfyui');
    const run = randomUUID();
    await provider.behave({ ...modes.executesAndTimesOut(), on: 'submit', first: 1 });
    expect(await drawn(run)).toMatchObject({ provider: 'comfyui' });
    expect(provider.operations().filter(({ executions }) => executions > 1)).toEqual([]);
    expect(await calls(run)).toMatchObject([{ state: 'succeeded' }]);
  });

  it('is drawn here and asked of nobody else where it may be paid for already and nobody can tell', async () => {
    await start('replicate');
    const run = randomUUID();
    const before = provider.billableCalls().length;
    await provider.behave({ ...modes.executesAndTimesOut(), on: 'submit', first: 1 });
    const told = await drawn(run);
    expect(told).toMatchObject({ provider: 'animatic', costUsd: 0 });
    expect(told.degradedReasons.join()).toMatch(/replicate could not draw it: nobody can tell/);
    expect(provider.billableCalls().length - before).toBe(1);
    expect(await calls(run)).toMatchObject([{ state: 'unknown' }]);
  });

  it('waits as long as a provider asks that has too much to do', async () => {
    await start('replicate');
    const run = randomUUID();
    await provider.behave({ ...modes.throttled(1), on: 'submit', first: 1 });
    expect(await drawn(run)).toMatchObject({ provider: 'replicate' });
    expect((await calls(run)).map(({ state }) => state).sort()).toEqual(['failed', 'succeeded']);
  });

  it('is stopped at the provider when its run is cancelled', async () => {
    await start('replicate');
    const run = randomUUID();
    await provider.behave(modes.held());
    await service.send(started(run));
    await vi.waitFor(async () => expect(await calls(run)).toMatchObject([{ state: 'submitted' }]), 10_000);
    await service.send(GenerationCancelled({ generationId: run, userId: 'u', cancelledAt: new Date().toISOString() }));
    await vi.waitFor(async () => expect(await calls(run)).toMatchObject([{ state: 'failed' }]), 20_000);
    expect(provider.operations().at(-1)).toMatchObject({ cancels: 1, ended: 'cancelled' });
  });

  it('is taken up where it stands by the next runner, and not ordered again', async () => {
    await start('replicate');
    const run = randomUUID();
    const before = provider.billableCalls().length;
    await provider.behave(modes.held());
    await service.send(started(run));
    await vi.waitFor(async () => expect(await calls(run)).toMatchObject([{ state: 'submitted' }]), 10_000);
    await service.stop();
    await start('replicate');
    await provider.release();
    await service.emitted(ImageGenerationCompleted);
    expect(provider.billableCalls().length - before).toBe(1);
    expect(await service.app.get(Database).query(`SELECT state FROM image_generation.jobs WHERE correlation_id = $1`, [run])).toEqual([
      { state: 'done' },
    ]);
  });
});

describe('the ledger of stills over HTTP', () => {
  it('is for operators', async () => {
    const [database, caller] = [await testDatabase(), { userId: 'u', role: 'user', tier: 'pro' } as const];
    const service = await testService(ImageGenerationModule, { database });
    const ask = async (role: Caller['role']) =>
      service.app.inject({
        url: '/admin/provider-operations/images?state=unknown',
        headers: await service.app.get(Identities).headersFor({ ...caller, role }),
      });
    expect((await ask('user')).statusCode).toBe(403);
    expect((await ask('admin')).json()).toMatchObject({ data: { operations: [] } });
    await service.stop();
    await database.drop();
  });
});
