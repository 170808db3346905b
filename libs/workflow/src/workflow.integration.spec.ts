import {
  type DataOf,
  GenerationCancelled,
  GenerationFailed,
  GenerationStarted,
  HandlerFaulted,
  JobProgressed,
  LanguageDetected,
  TextPreprocessed,
  TextTranslated,
} from '@polyreel/contracts';
import { Database, DatabaseModule } from '@polyreel/database';
import { envelopesOf, MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { detected, preprocessed, testDatabase, type TestDatabase, testService, type TestedService, translated } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  defineProcess,
  type Job,
  JobModule,
  JobStore,
  JOB_TABLES,
  Orchestrates,
  Performs,
  PROCESS_TABLES,
  ProcessModule,
  StartGate,
  tableOf,
} from './index.js';

type Step = 'waiting' | 'joined' | 'late';
const State = z.object({ heard: z.array(z.string()) });
type State = z.infer<typeof State>;
const { starts, hears, overdue, faults } = tableOf<State, Step>();

const started = (generationId: string, shotCount: number) =>
  GenerationStarted({ generationId, userId: 'u', promptId: generationId, shotCount, startedAt: new Date().toISOString() });

/** Begins with a detected language, joins translation and preprocessing, and gives up after a second. */
const joining = defineProcess<State, Step>({
  name: 'joining',
  state: State,
  steps: { waiting: 1, joined: 'end', late: 'end' },
  emits: [GenerationStarted],
  transitions: [
    starts(LanguageDetected, { to: 'waiting', run: (data) => data.generationId, move: () => ({ state: { heard: [] } }) }),
    ...[TextTranslated, TextPreprocessed].map((contract) =>
      hears(contract, {
        from: ['waiting'],
        to: ['joined'],
        run: (data) => data.generationId,
        move: (run) => {
          const heard = [...new Set([...run.state.heard, contract.type])];
          return heard.length === 2 ? { state: { heard }, to: 'joined', emit: [started(run.id, 2)] } : { state: { heard } };
        },
      }),
    ),
    faults(['translation-service'], {
      from: ['waiting'],
      to: ['late'],
      run: (id) => id,
      move: (run) => ({ to: 'late', emit: [started(run.id, 9)] }),
    }),
    overdue({ from: ['waiting'], to: ['late'], move: (run) => ({ to: 'late', emit: [started(run.id, 1)] }) }),
  ],
});

@Orchestrates(joining)
class Joining {}

const performed: { attempt: number; aborted: boolean }[] = [];
let behave: (job: Job) => Promise<void> = () => Promise.resolve();

@Performs(LanguageDetected, {
  emits: [GenerationStarted],
  cancelledBy: [GenerationCancelled, GenerationFailed],
  leaseSeconds: 1,
  retryDelaysMs: [10],
})
class Toil {
  async perform({ generationId }: DataOf<typeof LanguageDetected>, job: Job) {
    try {
      await behave(job);
    } finally {
      performed.push({ attempt: job.message.attempt, aborted: job.signal.aborted });
    }
    return started(generationId, 3);
  }
}

const tables = DatabaseModule.forSchema({ schema: 'spec', migrations: [...PROCESS_TABLES, ...JOB_TABLES] });

@Service({ name: 'generation-orchestrator', imports: [MessagingModule, tables, ProcessModule], providers: [Joining] })
class ProcessSpecModule {}

@Service({ name: 'video-generation-service', imports: [MessagingModule, tables, JobModule], providers: [Toil] })
class JobSpecModule {}

let database: TestDatabase;
let service: TestedService;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());
afterEach(() => service.stop());

describe('a process', () => {
  beforeEach(async () => {
    service = await testService(ProcessSpecModule, { database });
  });

  const row = (id: string) =>
    vi.waitFor(async () =>
      expect(await service.app.get(Database).query('SELECT 1 FROM spec.processes WHERE id = $1', [id])).toHaveLength(1),
    );

  it('joins parallel branches once, whatever the order and however often each is delivered', async () => {
    const id = randomUUID();
    await service.send(detected(id));
    await row(id);
    const first = await service.send(preprocessed(id));
    await service.broker.publish([first, first]);
    await service.send(translated(id));
    await service.emitted(GenerationStarted);
    await service.broker.publish([first]);
    await service.stop();
    expect(await service.emitted(GenerationStarted)).toMatchObject([{ generationId: id, shotCount: 2 }]);
  });

  it('is read anew where another instance has moved it since', async () => {
    const id = randomUUID();
    const tables = service.app.get(Database);
    await service.send(detected(id));
    await row(id);
    await service.send(preprocessed(id));
    const version = () => tables.query<{ version: number }>('SELECT version FROM spec.processes WHERE id = $1', [id]);
    await vi.waitFor(async () => expect(await version()).toEqual([{ version: 2 }]));
    await tables.query('UPDATE spec.processes SET version = 7 WHERE id = $1', [id]);
    await service.send(translated(id));
    expect(await service.emitted(GenerationStarted)).toMatchObject([{ shotCount: 2 }]);
    await vi.waitFor(async () => expect(await version()).toEqual([{ version: 8 }]));
  });

  it('speaks for its owner, whatever the message that moves it claims', async () => {
    const id = randomUUID();
    const [first] = envelopesOf([detected(id)], 'spec');
    await service.broker.publish([{ ...first!, userid: 'ada', tier: 'free' }]);
    await row(id);
    for (const found of [preprocessed(id), translated(id)]) {
      const [claim] = envelopesOf([found], 'spec', first);
      await service.broker.publish([{ ...claim!, userid: 'eve', tier: 'enterprise' }]);
    }
    await service.emitted(GenerationStarted);
    expect(service.broker.published.at(-1)).toMatchObject({ userid: 'ada', tier: 'free' });
  });

  it('moves on by itself when its step is overdue', async () => {
    const id = randomUUID();
    const cause = await service.send(detected(id));
    expect(await service.emitted(GenerationStarted)).toMatchObject([{ generationId: id, shotCount: 1 }]);
    expect(service.broker.published.at(-1)).toMatchObject({ correlationid: cause.correlationid });
  });

  it('hears that a step it waits for has faulted', async () => {
    const id = randomUUID();
    await service.send(detected(id));
    await row(id);
    const fault = {
      handler: 'translate',
      service: 'translation-service',
      queue: 'q',
      event: { id: 'e', type: 't', correlationid: id },
      error: { name: 'E', message: 'm' },
      attempts: 1,
      firstFailedAt: new Date().toISOString(),
    };
    await service.send(HandlerFaulted(fault));
    expect(await service.emitted(GenerationStarted)).toMatchObject([{ shotCount: 9 }]);
  });

  it('refuses a table with a step that nothing leads out of', () => {
    expect(() => defineProcess({ ...joining, transitions: joining.transitions.filter(({ when }) => when !== 'overdue') })).toThrow(
      /no transition for when it is overdue/,
    );
  });
});

describe('a job', () => {
  beforeEach(async () => {
    performed.length = 0;
    behave = () => Promise.resolve();
    service = await testService(JobSpecModule, { database });
    await service.app.get(Database).query('DELETE FROM spec.jobs');
  });
  const envelopeOf = (tier: string, userid: string) => ({ ...envelopesOf([detected(randomUUID())], 'test')[0]!, tier, userid });
  const states = async () =>
    (await service.app.get(Database).query<{ state: string }>('SELECT state FROM spec.jobs ORDER BY created_at')).map(({ state }) => state);

  it('is taken in once and commits its events with its row', async () => {
    const cause = await service.send(detected(randomUUID()));
    await service.broker.publish([cause, cause]);
    await service.emitted(GenerationStarted);
    expect(await states()).toMatchObject(['done']);
    await service.stop();
    expect(performed).toHaveLength(1);
    expect(service.broker.published.find(({ type }) => type === GenerationStarted.type)).toMatchObject({ causationid: cause.id });
  });

  it('tells how it is doing from its intake to its end, and of no step that is too small to see', async () => {
    behave = (job) => {
      for (const done of [0.01, 0.3, 0.31, 0.8]) job.progress(done);
      return Promise.resolve();
    };
    const id = randomUUID();
    await service.send(detected(id));
    const news = await service.emitted(JobProgressed, 5);
    expect(news.map(({ state, progress }) => [state, progress])).toEqual([
      ['queued', 0],
      ['started', 0],
      ['progress', 0.3],
      ['progress', 0.8],
      ['completed', 1],
    ]);
    expect(news).toMatchObject(Array.from({ length: 5 }, () => ({ job: 'toil', generationId: id, jobId: news[0]!.jobId })));
  });

  it('is tried again after a failure and tells of the fault when its tries are spent', async () => {
    behave = () => Promise.reject(new Error('the projector is broken'));
    await service.send(detected(randomUUID()));
    const [fault] = await service.emitted(HandlerFaulted);
    expect(fault).toMatchObject({ handler: 'toil', attempts: 2, error: { message: 'the projector is broken' } });
    expect(performed.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect((await service.emitted(JobProgressed, 4)).map(({ state }) => state)).toEqual(['queued', 'started', 'started', 'failed']);
  });

  const ends = {
    'is cancelled': (generationId: string) => GenerationCancelled({ generationId, userId: 'u', cancelledAt: new Date().toISOString() }),
    'has failed': (generationId: string) =>
      GenerationFailed({ generationId, userId: 'u', phase: 'drawing', errorCode: 'x', message: 'x', failedAt: new Date().toISOString() }),
  };
  it.each(Object.entries(ends))('stops while it runs when its run %s, and its late result is refused', async (_, ended) => {
    const id = randomUUID();
    behave = (job) => new Promise((resolve) => job.signal.addEventListener('abort', () => resolve()));
    await service.send(detected(id));
    await vi.waitFor(async () => expect(await states()).toEqual(['running']));
    await service.send(ended(id));
    await vi.waitFor(() => expect(performed).toMatchObject([{ aborted: true }]));
    expect(await states()).toEqual(['cancelled']);
    expect((await service.emitted(JobProgressed, 3)).at(-1)).toMatchObject({ state: 'cancelled' });
    await service.stop();
    expect(service.broker.published.filter(({ type }) => type === GenerationStarted.type)).toHaveLength(0);
  });

  it.each(Object.entries(ends))('does not begin when it comes after its run %s, and begins where another run did', async (_, ended) => {
    const [over, other] = [randomUUID(), randomUUID()];
    const { id: last } = await service.send(ended(over));
    const tables = service.app.get(Database);
    await vi.waitFor(async () => expect(await tables.query('SELECT 1 FROM spec.inbox WHERE event_id = $1', [last])).toHaveLength(1));
    await service.send(detected(over));
    await vi.waitFor(async () => expect(await states()).toEqual(['cancelled']));
    await service.send(detected(other));
    expect(await service.emitted(GenerationStarted)).toMatchObject([{ generationId: other }]);
    expect(performed).toHaveLength(1);
  });

  it('refuses the result of a runner whose lease was taken over', async () => {
    let release = () => {};
    behave = (job) => (job.message.attempt === 1 ? new Promise((resolve) => (release = resolve)) : Promise.resolve());
    await service.send(detected(randomUUID()));
    await vi.waitFor(async () => expect(await states()).toEqual(['running']));
    await service.app.get(Database).query(`UPDATE spec.jobs SET fence = fence + 1 WHERE state = 'running'`);
    release();
    await vi.waitFor(() => expect(performed).toHaveLength(1));
    await service.stop();
    expect(service.broker.published.filter(({ type }) => type === GenerationStarted.type)).toHaveLength(0);
  });

  it('is given up after as many lives as a message has when it takes its process down each time', async () => {
    const tables = service.app.get(Database);
    await tables.transaction(async () => {
      const { text, values } = service.app.get(JobStore).taking('toil', envelopeOf('free', 'u'));
      await tables.query(text, [...values]);
      await tables.query(`UPDATE spec.jobs SET attempt = 11`);
    });
    const [fault] = await service.emitted(HandlerFaulted);
    expect(fault).toMatchObject({ error: { code: 'job_crashed_too_often' } });
    expect(performed).toEqual([]);
  });

  it('stops by itself when it could not say for a whole lease that it is alive', async () => {
    behave = (job) => new Promise((resolve) => job.signal.addEventListener('abort', () => resolve()));
    vi.spyOn(service.app.get(JobStore), 'beat').mockRejectedValue(new Error('the database is away'));
    await service.send(detected(randomUUID()));
    await vi.waitFor(() => expect(performed).toMatchObject([{ aborted: true }]), 5_000);
  });

  it('of a paying user goes before a flood of free ones, and no user has all slots while others of the lane wait', async () => {
    const store = service.app.get(JobStore);
    const take = async (tier: string, userid: string) => {
      const { text, values } = store.taking('lanes', envelopeOf(tier, userid));
      await service.app.get(Database).query(text, [...values]);
    };
    for (let at = 0; at < 4; at++) await take('free', 'one');
    await take('free', 'two');
    await take('enterprise', 'three');
    await take('a tier nobody knows', 'four');
    const gate = new StartGate();
    const order: string[] = [];
    for (;;) {
      const leased = await store.lease({ kind: 'lanes', seconds: 60, lanes: gate.order(), perUser: 1 });
      if (!leased) break;
      gate.started(leased.lane);
      order.push(`${leased.lane} ${leased.envelope.userid}`);
    }
    expect(order).toEqual(['enterprise three', 'free one', 'free two', 'free four', 'free one', 'free one', 'free one']);
  });
});
