import { Database, DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { type OperationState, ProviderError, type RemoteOperations } from '@polyreel/providers';
import { Service } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AbandonedOperations, REMOTES } from './abandoned-operations.js';
import { CallPatience } from './call-patience.config.js';
import { PaidCalls } from './paid-calls.js';
import { type Operation, ProviderLedger } from './provider-ledger.js';
import { ProviderLedgerModule } from './provider-ledger.module.js';
import { ProviderOperations1764070300000 } from './provider-operations.migration.js';

const remotes = new Map<string, RemoteOperations<string>>();

/** The ledger asks the service's jobs whether somebody still waits. */
class SpecJobs1764070299999 {
  readonly name = 'SpecJobs1764070299999';
  up = (runner: { query(sql: string): Promise<unknown> }) =>
    runner.query('CREATE TABLE spec.jobs (correlation_id text, state text)').then(() => undefined);
  down = () => Promise.resolve();
}

@Service({
  name: 'image-generation-service',
  imports: [
    MessagingModule,
    DatabaseModule.forSchema({ schema: 'spec', migrations: [SpecJobs1764070299999, ProviderOperations1764070300000] }),
    ProviderLedgerModule.paying(() => []),
  ],
})
class SpecModule {}

/** A provider with books of its own: what it was asked, what it took in and what it was told to stop. */
class Remote implements RemoteOperations<string> {
  readonly asked: string[] = [];
  readonly taken = new Map<string, string>();
  readonly cancelled: string[] = [];
  find?: (key: string) => Promise<string | undefined>;
  ends: OperationState = { state: 'succeeded', outputs: [{ url: 'http://provider/out.png' }], costUsd: 0.04 };
  /** What happens to the answers of submits, in order; later ones arrive. */
  answers: ('arrives' | 'is lost' | ProviderError)[] = [];

  constructor(readonly honoursKey = false) {}

  submit(_request: string, key: string) {
    this.asked.push(key);
    const answer = this.answers.shift() ?? 'arrives';
    if (answer instanceof ProviderError) return Promise.reject(answer);
    const known = this.honoursKey ? this.taken.get(key) : undefined;
    const operationId = known ?? `op-${this.asked.length}`;
    if (!known) this.taken.set(this.honoursKey ? key : `${key}#${this.asked.length}`, operationId);
    return answer === 'arrives' ? Promise.resolve({ operationId }) : Promise.reject(new ProviderError('ambiguous_submit', 'no answer'));
  }

  async poll(operationId: string) {
    const [row] = await rows();
    expect(row, 'the operation id is written down before the first question').toMatchObject({ operationId });
    return this.ends;
  }

  cancel(operationId: string) {
    this.cancelled.push(operationId);
    this.ends = { state: 'failed', error: new ProviderError('transient', 'cancelled'), costUsd: 0.01 };
    return Promise.resolve();
  }
}

let database: TestDatabase;
let service: TestedService;
let remote: Remote;
let run: string;
const patience = {
  PROVIDER_POLL_MS: 1,
  PROVIDER_POLL_LONGEST_MS: 1,
  PROVIDER_OPERATION_SECONDS: 60,
  PROVIDER_SETTLE_MS: 1,
  PROVIDER_BACKOFF_MS: 1,
};
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  run = randomUUID();
  use(new Remote());
  service = await testService(SpecModule, {
    database,
    override: (builder) => builder.overrideProvider(CallPatience).useValue(patience).overrideProvider(REMOTES).useValue(remotes),
  });
  await service.app.get(Database).query('DELETE FROM spec.provider_operations');
});
afterEach(() => service.stop());

const use = (other: Remote) => remotes.set('spec', (remote = other));
const rows = async (): Promise<Operation[]> =>
  (await service.app.get(ProviderLedger).list(undefined, 200)).filter(({ correlationId }) => correlationId === run);
const unit = () => ({ key: `${run}:image:0`, correlationId: run, userId: 'u' });
const calling = (signal = new AbortController().signal) => ({ signal, progress: () => undefined });
const make = (signal?: AbortSignal) =>
  service.app.get(PaidCalls).make(unit(), { provider: 'spec', model: 'm', remote }, 'a request', calling(signal));
const committed = async () => {
  const { settling, ...paid } = await make();
  await service.app.get(Database).query(settling.text, [...settling.values]);
  return paid;
};

/** A runner that dies after the provider took the work in and before it could write that down. */
async function dieAfterSubmit(): Promise<void> {
  const ledger = service.app.get(ProviderLedger);
  const claimed = await ledger.intend(unit(), 'spec', 'm', 'a request');
  await remote.submit('a request', claimed!.callKey);
}

describe('a paid call', () => {
  it('is claimed before it is made, and its cost stands with the result', async () => {
    expect(await committed()).toEqual({ outputs: [{ url: 'http://provider/out.png' }], costUsd: 0.04 });
    expect(await rows()).toMatchObject([{ callKey: `${run}:image:0:1`, state: 'succeeded', operationId: 'op-1', costUsd: 0.04 }]);
  });

  it('is made by one of two runners, and followed by both', async () => {
    use(new Remote(true));
    await Promise.all([make(), make()]);
    expect(remote.taken.size).toBe(1);
    expect(await rows()).toHaveLength(1);
  });

  it('is followed and not made again where its runner died after the operation id was written down', async () => {
    await make();
    await make();
    expect(remote.asked).toHaveLength(1);
  });

  it('is unknown where its runner died before that and the provider cannot look it up, and nothing repeats it', async () => {
    await dieAfterSubmit();
    await expect(make()).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    await expect(make()).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    expect(remote.asked).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'unknown' }]);
    expect(await service.app.get(PaidCalls).underWay(unit().key)).toBe('spec');
  });

  it('is found by its key where the provider can look it up', async () => {
    remote.find = () => Promise.resolve('op-1');
    await dieAfterSubmit();
    await committed();
    expect(remote.asked).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'succeeded', operationId: 'op-1' }]);
  });

  it('is made anew where the provider looks it up and never had it', async () => {
    remote.find = () => Promise.resolve(undefined);
    await service.app.get(ProviderLedger).intend(unit(), 'spec', 'm', 'a request');
    await committed();
    expect((await rows()).map(({ state }) => state).sort()).toEqual(['failed', 'succeeded']);
    expect(remote.asked).toEqual([`${run}:image:0:2`]);
  });

  it('is sent again under the same key where the provider honours it', async () => {
    use(new Remote(true));
    remote.answers = ['is lost'];
    await committed();
    expect(remote.asked).toEqual([`${run}:image:0:1`, `${run}:image:0:1`]);
    expect([...remote.taken]).toEqual([[`${run}:image:0:1`, 'op-1']]);
  });

  it('is unknown after an answer that was lost, where there is neither key nor look-up', async () => {
    remote.answers = ['is lost'];
    await expect(make()).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    expect(remote.asked).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'unknown' }]);
  });

  it('is made anew, as a further attempt, after a refusal that will pass', async () => {
    remote.answers = [new ProviderError('throttled', 'slow down', { retryAfterMs: 2 }), new ProviderError('transient', 'busy')];
    await committed();
    expect(remote.asked).toEqual([1, 2, 3].map((attempt) => `${run}:image:0:${attempt}`));
  });

  it('is not made again after a refusal that will not pass', async () => {
    remote.answers = [new ProviderError('content_blocked', 'no')];
    await expect(make()).rejects.toMatchObject({ errorClass: 'content_blocked' });
    expect(await rows()).toMatchObject([{ state: 'failed', error: { errorClass: 'content_blocked' } }]);
  });

  it('keeps what a failed operation cost', async () => {
    remote.ends = { state: 'failed', error: new ProviderError('unknown', 'broken'), costUsd: 0.02 };
    await expect(make()).rejects.toThrow('broken');
    expect(await rows()).toMatchObject([{ state: 'failed', costUsd: 0.02 }]);
  });
});

describe('a call that nobody waits for any more', () => {
  const aged = () =>
    service.app
      .get(Database)
      .query(`UPDATE spec.provider_operations SET created_at = now() - interval '1 minute' WHERE correlation_id = $1`, [run]);
  const look = () => service.app.get(AbandonedOperations).look();

  it('is stopped at the provider, and what it cost is written down', async () => {
    await make();
    await aged();
    await look();
    expect(remote.cancelled).toEqual(['op-1']);
    expect(await rows()).toMatchObject([{ state: 'failed', costUsd: 0.01 }]);
  });

  it('is looked for as soon as who waited for it is stopped', async () => {
    const now = vi.spyOn(service.app.get(AbandonedOperations), 'now');
    remote.ends = { state: 'running', progress: 0 };
    const stop = new AbortController();
    const made = make(stop.signal);
    await vi.waitFor(async () => expect(await rows()).toMatchObject([{ operationId: 'op-1' }]));
    expect(now).not.toHaveBeenCalled();
    stop.abort(new Error('the run was cancelled'));
    await expect(made).rejects.toThrow();
    expect(now).toHaveBeenCalledOnce();
  });

  it('is left alone while its job is open', async () => {
    await make();
    await aged();
    await service.app.get(Database).query(`INSERT INTO spec.jobs VALUES ($1, 'running')`, [run]);
    await look();
    expect(remote.cancelled).toEqual([]);
  });

  it('is unknown where its answer never came, and known again where it comes after all', async () => {
    const ledger = service.app.get(ProviderLedger);
    const claimed = await ledger.intend(unit(), 'spec', 'm', 'a request');
    await aged();
    await look();
    expect(await rows()).toMatchObject([{ state: 'unknown' }]);
    await ledger.submitted(claimed!, 'op-late');
    await look();
    expect(remote.cancelled).toEqual(['op-late']);
  });
});

describe('an operator', () => {
  it('settles an unknown call once, and no other', async () => {
    await dieAfterSubmit();
    await expect(make()).rejects.toThrow();
    const ledger = service.app.get(ProviderLedger);
    const key = `${run}:image:0:1`;
    expect(await ledger.resolve(key, 'failed', 0.03, 'the provider shows no such prediction')).toBe(true);
    expect(await ledger.resolve(key, 'failed', 0, 'again')).toBe(false);
    expect(await rows()).toMatchObject([{ state: 'failed', costUsd: 0.03 }]);
  });
});
