import { setTimeout as pause } from 'node:timers/promises';
import { isTerminal } from './checker/invariant.js';
import { queuesOf } from './history/broker-view.js';
import { asking } from './history/journal.js';
import { objectsIn } from './history/store-view.js';
import { WITNESS_QUEUE } from './history/witness.js';
import { type Stage } from './stage/stage.js';

/** Nothing may move for this long before it counts as still: longer than real-time-service sums up what it told, which the history hears too. */
const STILL_MS = 6_000;
const LOOK_EVERY_MS = 500;

/** Waits until nothing moves, for at most `seconds`; answers since when, as Date.now(), or undefined where that did not come. */
export async function stillness(stage: Stage, seconds: number): Promise<number | undefined> {
  const deadline = Date.now() + seconds * 1_000;
  let since: number | undefined;
  while (Date.now() < deadline) {
    const still = await isStill(stage).catch(() => false);
    if (!still) since = undefined;
    else if (Date.now() - (since ??= Date.now()) >= STILL_MS) return since;
    await pause(LOOK_EVERY_MS);
  }
  return undefined;
}

async function isStill(stage: Stage): Promise<boolean> {
  const runs = await asking<{ id: string; status: string }>(
    stage.direct.database,
    'SELECT id::text, status FROM generation.generation_runs',
  );
  if (!runs.every(({ status }) => isTerminal(status))) return false;
  // What was being stored when its run was cancelled is looked for a little later.
  const cancelled = new Set(runs.filter(({ status }) => status === 'cancelled').map(({ id }) => id));
  if ((await objectsIn(stage.objects)).some(({ key }) => cancelled.has(key.split('/')[1]!))) return false;
  if ((await count(stage, 'outbox', 'true')) + (await count(stage, 'jobs', `state IN ('waiting', 'running')`)) > 0) return false;
  if ((await count(stage, 'deliveries', `method = 'webhook' AND state IN ('waiting', 'sending')`)) > 0) return false;
  if ((await unheard(stage)) > 0) return false;
  if ((await queuesOf(stage)).some(({ ready, unacked }) => ready + unacked > 0)) return false;
  return (await Promise.all([...stage.services.values()].map((service) => service.isReady()))).every(Boolean);
}

/** What the witness has not heard yet. */
async function unheard({ broker }: Stage): Promise<number> {
  const queue = `queues/polyreel/${WITNESS_QUEUE}?disable_stats=true&enable_queue_totals=true`;
  return (await broker.ask<{ messages?: number }>('GET', queue)).messages ?? 0;
}

/** The rows of every service's table of this name that are so. */
async function count({ direct }: Stage, relation: string, isSo: string): Promise<number> {
  const schemas = await asking<{ schema: string }>(
    direct.database,
    `SELECT table_schema AS schema FROM information_schema.tables WHERE table_name = $1 AND table_schema <> 'faults'`,
    [relation],
  );
  const parts = schemas.map(({ schema }) => `(SELECT count(*) FROM "${schema}".${relation} WHERE ${isSo})`);
  const [row] = await asking<{ total: string }>(direct.database, `SELECT ${parts.join(' + ') || '0'} AS total`);
  return Number(row!.total);
}
