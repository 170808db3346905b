import { derivedId } from '@polyreel/messaging';
import PgBoss from 'pg-boss';
import { LAST_STEP, messageFor, type StepMessage, STEPS, stepsAfter, stepsBeside } from '../side-by-side/flow.js';
import type { StartPeer } from '../side-by-side/peer.js';

const queueOf = (step: number) => `step-${step}`;
/** The shortest that it takes. */
const POLLING_SECONDS = 0.5;
/** A job of a process that was killed is given out again after this; its default is fifteen minutes. */
const EXPIRE_SECONDS = 15;
const MAINTENANCE_SECONDS = 5;

const MAKE_BRANCHES = 'CREATE TABLE IF NOT EXISTS branches (run uuid, joined integer, done integer[], PRIMARY KEY (run, joined))';
const BRANCH_DONE = `
  INSERT INTO branches VALUES ($1, $2, ARRAY[$3::integer])
  ON CONFLICT (run, joined) DO UPDATE SET done = (SELECT array_agg(DISTINCT step) FROM unnest(branches.done || excluded.done) AS step)
  RETURNING cardinality(done) AS done`;

/** pg-boss 10, the line for Node 20: a queue per step. It knows no flows: the branches meet in a table beside it, as lasting as its jobs. */
export const start: StartPeer = async (host) => {
  const boss = new PgBoss({ connectionString: host.urls.postgres, maintenanceIntervalSeconds: MAINTENANCE_SECONDS });
  boss.on('error', (error) => console.error(error));
  await boss.start();
  const database = (boss as unknown as { getDb(): PgBoss.Db }).getDb();
  await database.executeSql(MAKE_BRANCHES, []);

  // The id follows from run and step: sent again, it is the same job.
  const ask = async (run: string, step: number) =>
    void (await boss.send(queueOf(step), messageFor(run, step), { id: derivedId(run, step), expireInSeconds: EXPIRE_SECONDS }));

  const mayGoOn = async (run: string, step: number) => {
    if (stepsBeside(step) === 1) return true;
    const { rows } = await database.executeSql(BRANCH_DONE, [run, stepsAfter(step)[0], step]);
    return (rows[0] as { done: number }).done === stepsBeside(step);
  };

  const take = async ({ id, data: { run, step } }: PgBoss.Job<StepMessage>) => {
    await host.work(run, step, id);
    if (await mayGoOn(run, step)) await Promise.all(stepsAfter(step).map((next) => ask(run, next)));
    if (step === LAST_STEP) host.ended(run);
  };

  for (const step of STEPS) {
    await boss.createQueue(queueOf(step));
    await boss.work<StepMessage>(queueOf(step), { batchSize: host.atOnce, pollingIntervalSeconds: POLLING_SECONDS }, async (jobs) => {
      await Promise.all(jobs.map(take));
    });
  }
  return { submit: (run) => ask(run, 1), stop: () => boss.stop({ graceful: true, wait: true, timeout: 30_000 }) };
};
