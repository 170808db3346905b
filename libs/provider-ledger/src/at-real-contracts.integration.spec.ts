import { Database, DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ProviderRegistry, type ShotRequest } from '@polyreel/providers';
import { Service, withFolder } from '@polyreel/service-kit';
import { FakeProvider, modes, testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AbandonedOperations } from './abandoned-operations.js';
import { CallPatience } from './call-patience.config.js';
import { PaidCalls } from './paid-calls.js';
import { ProviderLedger } from './provider-ledger.js';
import { ProviderLedgerModule } from './provider-ledger.module.js';
import { ProviderOperations1764070300000 } from './provider-operations.migration.js';

/** The ledger asks whether a job still waits for a call: here none does. */
class SpecJobs1764070299999 {
  readonly name = 'SpecJobs1764070299999';
  up = (runner: { query(sql: string): Promise<unknown> }) =>
    runner.query('CREATE TABLE paid.jobs (correlation_id text, state text)').then(() => undefined);
  down = () => Promise.resolve();
}

@Service({
  name: 'image-generation-service',
  imports: [
    MessagingModule,
    DatabaseModule.forSchema({ schema: 'paid', migrations: [SpecJobs1764070299999, ProviderOperations1764070300000] }),
    ProviderLedgerModule.paying(({ images }) => images),
  ],
})
class SpecModule {}

const request: ShotRequest = {
  prompt: {
    shotIndex: 0,
    imagePrompt: 'a cat, sitting',
    videoPrompt: 'a cat sits',
    negativePrompt: '',
    shot: {
      index: 0,
      text: 'A cat sits.',
      originalText: 'A cat sits.',
      sentences: [0],
      startSeconds: 0,
      durationSeconds: 3,
      setting: { scenery: 'room', stated: true, timeOfDay: 'day', weather: 'clear' },
      mood: { label: 'serene', valence: 0.4, energy: 0.1 },
      camera: { size: 'medium', angle: 'eye_level', movement: 'static', stated: false },
      transition: 'cut',
      entities: [],
    },
  },
  parameters: { aspectRatio: '16:9', resolution: '360p', quality: 'draft', framesPerSecond: 24, seed: 1 },
};

let fake: FakeProvider;
let database: TestDatabase;
let service: TestedService;
let run: string;
beforeAll(async () => {
  [fake, database] = await Promise.all([FakeProvider.inProcess(), testDatabase()]);
  for (const [name, value] of Object.entries({ ...fake.environment, PROVIDER_ANSWER_TIMEOUT_MS: '500' })) vi.stubEnv(name, value);
  const patience = {
    PROVIDER_POLL_MS: 5,
    PROVIDER_POLL_LONGEST_MS: 20,
    PROVIDER_OPERATION_SECONDS: 60,
    PROVIDER_SETTLE_MS: 5,
    PROVIDER_BACKOFF_MS: 5,
  };
  service = await testService(SpecModule, { database, override: (builder) => builder.overrideProvider(CallPatience).useValue(patience) });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await service.stop();
  await Promise.all([fake.stop(), database.drop()]);
});
beforeEach(async () => {
  run = randomUUID();
  await fake.behave();
});

const rows = async () => (await service.app.get(ProviderLedger).list(undefined, 200)).filter(({ correlationId }) => correlationId === run);
const providerOf = (name: string) => service.app.get(ProviderRegistry).images.find(({ card }) => card.provider === name)!;
function make(name: string, signal = new AbortController().signal) {
  const remote = providerOf(name);
  const payee = { provider: name, model: remote.card.model, remote };
  const call = () =>
    service.app.get(PaidCalls).make({ key: `${run}:image:0`, correlationId: run }, payee, request, { signal, progress: () => undefined });
  return remote.admit(call, signal);
}

describe.each(['comfyui', 'replicate'])('a paid call to %s', (name) => {
  it('is made once and its output comes home', async () => {
    const paid = await make(name);
    expect(fake.billableCalls(run)).toHaveLength(1);
    await withFolder('spec', async (folder) => {
      const got = await providerOf(name).collect(paid.outputs, folder, new AbortController().signal);
      expect(got.contentType).toBe('image/png');
    });
  });

  it('is made as a further attempt when the provider says that it may come back', async () => {
    await fake.behave({ ...modes.throttled(0.05), first: 2, key: run });
    await make(name);
    expect(fake.billableCalls(run).map(({ key }) => key)).toEqual([`${run}:image:0:3`]);
  });

  it('whose run is cancelled is stopped at the provider', async () => {
    await fake.behave({ ...modes.held(), key: run });
    const stop = new AbortController();
    const calling = make(name, stop.signal);
    await fake.until((ledger) => ledger.some(({ on, event, key }) => on === 'poll' && event === 'answered' && key?.startsWith(run)));
    stop.abort(new Error('cancelled'));
    await expect(calling).rejects.toThrow();
    await service.app
      .get(Database)
      .query(`UPDATE paid.provider_operations SET created_at = now() - interval '1 minute' WHERE correlation_id = $1`, [run]);
    await service.app.get(AbandonedOperations).look();
    expect(fake.operations().filter(({ key }) => key?.startsWith(run))).toMatchObject([{ executions: 1, cancels: 1, ended: 'cancelled' }]);
    expect(await rows()).toMatchObject([{ state: 'failed', costUsd: name === 'replicate' ? 0.003 : 0 }]);
  });
});

describe.each([
  ['executed and not answered', modes.executesAndTimesOut()],
  ['cut in the middle of the answer', modes.cutsHalf()],
  ['answered with a server error', modes.failsAfterAccepting(503)],
])('a submit that was %s', (_, mode) => {
  it('is found again at ComfyUI, and run once', async () => {
    await fake.behave({ ...mode, key: run });
    await make('comfyui');
    expect(fake.billableCalls(run)).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'submitted', attempt: 1 }]);
  });

  it('is unknown at Replicate, and never paid twice', async () => {
    await fake.behave({ ...mode, first: 1, key: run });
    await expect(make('replicate')).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    await expect(make('replicate')).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    expect(fake.billableCalls(run)).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'unknown' }]);
  });
});
