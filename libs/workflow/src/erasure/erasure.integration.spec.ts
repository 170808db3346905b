import {
  AccountDataErased,
  AccountDeleted,
  type DataOf,
  GenerationDeleted,
  GenerationStarted,
  LanguageDetected,
} from '@polyreel/contracts';
import { Database, DatabaseModule } from '@polyreel/database';
import { type Envelope, envelopesOf, MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { detected, testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  defineProcess,
  EraseJobs,
  EraseRuns,
  JOB_TABLES,
  JobModule,
  Orchestrates,
  Performs,
  PROCESS_TABLES,
  ProcessModule,
  tableOf,
} from '../index.js';

type Step = 'waiting' | 'over';
const State = z.object({ words: z.string() });
const { starts, overdue } = tableOf<z.infer<typeof State>, Step>();

const keeping = defineProcess<z.infer<typeof State>, Step>({
  name: 'keeping',
  state: State,
  steps: { waiting: 60, over: 'end' },
  emits: [],
  transitions: [
    starts(LanguageDetected, {
      to: 'waiting',
      run: ({ generationId }) => generationId,
      move: ({ text }) => ({ state: { words: text } }),
    }),
    overdue({ from: ['waiting'], to: ['over'], move: () => ({ to: 'over' }) }),
  ],
});

@Orchestrates(keeping)
class Keeping {}

const performed: string[] = [];

@Performs(LanguageDetected, { emits: [GenerationStarted] })
class Toil {
  async perform({ generationId }: DataOf<typeof LanguageDetected>) {
    performed.push(generationId);
    return GenerationStarted({ generationId, userId: 'u', promptId: generationId, shotCount: 1, startedAt: new Date().toISOString() });
  }
}

const database = (schema: string, migrations: typeof PROCESS_TABLES | typeof JOB_TABLES) =>
  DatabaseModule.forSchema({ schema, migrations });

@Service({
  name: 'scene-analysis-orchestrator',
  imports: [MessagingModule, database('runs', PROCESS_TABLES), ProcessModule],
  providers: [Keeping, EraseRuns],
})
class Runs {}

@Service({
  name: 'video-generation-service',
  imports: [MessagingModule, database('jobs', JOB_TABLES), JobModule],
  providers: [Toil, EraseJobs],
})
class Jobs {}

const WORDS = 'a secret that nobody may keep';

describe.each([
  { what: 'a run', module: Runs, table: 'runs.processes', inbox: 'runs.inbox' },
  { what: 'a job', module: Jobs, table: 'jobs.jobs', inbox: 'jobs.inbox' },
])('$what', ({ module, table, inbox }) => {
  let tested: TestDatabase;
  let service: TestedService;
  let rows: Database;
  let ada: string;
  beforeAll(async () => {
    tested = await testDatabase();
  });
  afterAll(() => tested.drop());
  beforeEach(async () => {
    service = await testService(module, { database: tested });
    rows = service.app.get(Database);
    ada = randomUUID();
    performed.length = 0;
  });
  afterEach(() => service.stop());

  const eventOf = (id: string, userid = ada): Envelope => ({
    ...envelopesOf([LanguageDetected({ ...LanguageDetected.data.parse(detected(id).data), text: WORDS })], 'test')[0]!,
    userid,
  });
  const deleted = (userId = ada) => AccountDeleted({ userId, deletedAt: new Date().toISOString() });
  const heard = (id: string) => expect.poll(() => rows.query(`SELECT 1 AS heard FROM ${inbox} WHERE event_id = $1`, [id])).toHaveLength(1);
  const kept = () => rows.query<{ row: string }>(`SELECT t::text AS row FROM ${table} AS t WHERE user_id = $1`, [ada]);
  const answers = (userId = ada) =>
    service.broker.published.filter(({ type, data }) => type === AccountDataErased.type && (data as { userId: string }).userId === userId);

  it('of somebody who was erased before its event came keeps nothing, and its event rests nowhere', async () => {
    await service.send(deleted());
    await expect.poll(() => answers()).toHaveLength(1);
    const event = eventOf(randomUUID());
    await service.broker.publish([event]);
    await heard(event.id);
    expect(JSON.stringify(await kept())).not.toContain(WORDS);
    expect(performed).toEqual([]);
  });

  it('of a generation that was deleted before its event came keeps nothing either', async () => {
    const id = randomUUID();
    const gone = await service.send(GenerationDeleted({ generationId: id, userId: ada, deletedAt: new Date().toISOString() }));
    await heard(gone.id);
    const event = eventOf(id);
    await service.broker.publish([event]);
    await heard(event.id);
    expect(JSON.stringify(await kept())).not.toContain(WORDS);
    expect(performed).toEqual([]);
  });

  it('of anybody else begins', async () => {
    await service.send(deleted(randomUUID()));
    const event = eventOf(randomUUID());
    await service.broker.publish([event]);
    await heard(event.id);
    expect(await kept()).toHaveLength(1);
  });

  it('that is being written while its owner is erased is waited for, and erased with them', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let written = () => {};
    const isWritten = new Promise<void>((resolve) => (written = resolve));
    const columns =
      table === 'jobs.jobs'
        ? `(id, kind, envelope, correlation_id, user_id) VALUES ($1, 'toil', $2, $4, $3)`
        : `(id, name, state, step, correlation_id, user_id) VALUES ($1, 'keeping', $2, 'waiting', $4, $3)`;
    const beginning = rows.transaction(async () => {
      await rows.query(`INSERT INTO ${table} ${columns}`, [randomUUID(), JSON.stringify({ words: WORDS }), ada, randomUUID()]);
      written();
      await held;
    });
    await isWritten;
    const cause = await service.send(deleted());
    const waiting = () =>
      rows.query(
        `SELECT 1 AS waits FROM pg_locks l JOIN pg_database d ON d.oid = l.database
         WHERE d.datname = current_database() AND locktype = 'advisory' AND NOT granted`,
      );
    await expect.poll(waiting).toHaveLength(1);
    expect(answers()).toEqual([]);
    release();
    await beginning;
    await heard(cause.id);
    expect(await kept()).toEqual([]);
    await expect.poll(() => answers()).toHaveLength(1);
  });

  it('is answered for each time that the account’s end is told', async () => {
    await service.send(deleted());
    await service.send(deleted());
    await expect.poll(() => answers()).toHaveLength(2);
  });
});
