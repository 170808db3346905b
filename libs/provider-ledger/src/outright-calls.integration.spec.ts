import { Database, DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { type ErrorClass, ProviderError } from '@polyreel/providers';
import { Service } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AbandonedOperations } from './abandoned-operations.js';
import { CallPatience } from './call-patience.config.js';
import { OutrightCalls } from './outright-calls.js';
import { ProviderLedger } from './provider-ledger.js';
import { ProviderLedgerModule } from './provider-ledger.module.js';
import { ProviderOperations1764070300000 } from './provider-operations.migration.js';

/** The ledger asks the service's jobs whether somebody still waits. */
class SpecJobs1764070299999 {
  readonly name = 'SpecJobs1764070299999';
  up = (runner: { query(sql: string): Promise<unknown> }) =>
    runner.query('CREATE TABLE spec.jobs (correlation_id text, state text)').then(() => undefined);
  down = () => Promise.resolve();
}

@Service({
  name: 'speech-recognition-service',
  imports: [
    MessagingModule,
    DatabaseModule.forSchema({ schema: 'spec', migrations: [SpecJobs1764070299999, ProviderOperations1764070300000] }),
    ProviderLedgerModule.payingOutright(['openai', 'groq']),
  ],
})
class SpecModule {}

let database: TestDatabase;
let service: TestedService;
let calls: OutrightCalls;
let ledger: ProviderLedger;
let unit: { key: string; correlationId: string };
beforeAll(async () => {
  database = await testDatabase();
  service = await testService(SpecModule, {
    database,
    override: (builder) => builder.overrideProvider(CallPatience).useValue({ PROVIDER_BACKOFF_MS: 1 }),
  });
  calls = service.app.get(OutrightCalls);
  ledger = service.app.get(ProviderLedger);
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});
beforeEach(() => {
  const voice = randomUUID();
  unit = { key: `${voice}:speech`, correlationId: voice };
});

const refusal = (errorClass: ErrorClass) => () => Promise.reject(new ProviderError(errorClass, errorClass));
const call = (work: () => Promise<string>, provider = 'openai', signal = new AbortController().signal) =>
  calls.make(unit, { provider, model: 'whisper-1', request: 'the sound', signal, work, costUsd: () => 0.01 });
const rows = async () => (await ledger.list(undefined, 500)).filter((row) => row.unit === unit.key);

describe('a paid call that answers at once', () => {
  it('is written down before it is made and settled with what it cost', async () => {
    const answer = await call(async () => {
      expect(await rows()).toMatchObject([{ state: 'intent' }]);
      return 'said';
    });
    expect(answer).toBe('said');
    expect(await rows()).toMatchObject([{ state: 'succeeded', costUsd: 0.01, callKey: `${unit.key}:1` }]);
  });

  it('is made anew after a refusal that passes, each time as a row of its own', async () => {
    const answers = [refusal('throttled'), refusal('transient'), () => Promise.resolve('said')];
    expect(await call(() => answers.shift()!())).toBe('said');
    expect((await rows()).map(({ state }) => state).sort()).toEqual(['failed', 'failed', 'succeeded']);
  });

  it('is left to the next provider after a refusal that does not pass', async () => {
    await expect(call(refusal('quota'))).rejects.toMatchObject({ errorClass: 'quota' });
    expect(await call(() => Promise.resolve('said'), 'groq')).toBe('said');
    expect((await rows()).map(({ provider, state }) => `${provider} ${state}`).sort()).toEqual(['groq succeeded', 'openai failed']);
  });

  it('that nobody can tell the end of is unknown, and nobody is paid for the same again', async () => {
    let made = 0;
    await expect(call(() => (made++, refusal('ambiguous_submit')()))).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    await expect(call(() => Promise.resolve(`${made++}`))).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    await expect(call(() => Promise.resolve(`${made++}`), 'groq')).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    expect(made).toBe(1);
    expect(await rows()).toMatchObject([{ state: 'unknown' }]);
  });

  it('whose runner died before the answer is unknown for the next one', async () => {
    await ledger.intend(unit, 'openai', 'whisper-1', 'the sound');
    await expect(call(() => Promise.resolve('said'))).rejects.toThrow(/nobody can tell whether openai took this call in/);
    expect(await rows()).toMatchObject([{ state: 'unknown', error: { message: expect.stringContaining('its runner died') as string } }]);
  });

  it('whose answer was lost after it was paid for is not made again', async () => {
    await call(() => Promise.resolve('said'));
    await expect(call(() => Promise.resolve('said'))).rejects.toThrow(/was paid for this, and its answer is lost/);
  });

  it('that was torn away is left open, and the keeper of abandoned calls shows it to the operator', async () => {
    const stop = new AbortController();
    const torn = call(
      () => {
        stop.abort(new Error('cancelled'));
        return refusal('ambiguous_submit')();
      },
      'openai',
      stop.signal,
    );
    await expect(torn).rejects.toThrow('cancelled');
    await service.app
      .get(Database)
      .query(`UPDATE spec.provider_operations SET created_at = now() - interval '1 minute' WHERE unit = $1`, [unit.key]);
    await service.app.get(AbandonedOperations).look();
    expect(await rows()).toMatchObject([{ state: 'unknown' }]);
  });
});
