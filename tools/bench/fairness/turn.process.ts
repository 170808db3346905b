/** One service with jobs in a process of its own: is given a crowd of them in one commit and says how long each tier waited. */
import type { Tier } from '@polyreel/contracts';
import { alone, Database } from '@polyreel/database';
import { envelopesOf } from '@polyreel/messaging';
import { startService } from '@polyreel/service-kit';
import { JobRunner } from '@polyreel/workflow';
import { randomUUID } from 'node:crypto';
import { argv, exit } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../setup/until.js';
import { median, quantile } from '../measures.js';
import { ORCHESTRATOR } from '../peers/polyreel-steps.events.js';
import { CROWD, queueUp } from './crowd.js';
import { ShotAsked } from './shots.events.js';
import { SCHEMA, studioOf } from './studio.service.js';
import type { Turn, TurnSettings } from './turn.js';

const PATIENCE_MS = 120_000;
/** Compilers and connections warm to what runs often. */
const WARM_UP = { free: 60, pro: 0, enterprise: 0 };
const { lanes, slots, workMs } = JSON.parse(argv[2]!) as TurnSettings;

const starts: { customer: Tier; at: number }[] = [];
let ends: number[] = [];
const { studio, kind } = studioOf(slots, async ({ customer }) => {
  starts.push({ customer, at: performance.now() });
  await pause(workMs);
  ends.push(performance.now());
});
const service = await startService(studio, { port: 0 });
const [database, runner] = [service.app.get(Database), service.app.get(JobRunner)];

/** Takes the jobs in as the handler would, but in one commit, so that none is there before the others. Answers when that was. */
async function give(customers: readonly Tier[]): Promise<number> {
  const taken = customers.map((customer) => {
    const [envelope] = envelopesOf([ShotAsked({ shotId: randomUUID(), customer })], ORCHESTRATOR);
    return runner.take(kind, { ...envelope!, tier: lanes === 'three' ? customer : 'free' });
  });
  const writes = taken.flatMap((one) => one.writes.map(alone));
  await database.transaction(async () => {
    for (const { text, values } of writes) await database.query(text, [...values]);
    // One commit has one time, and who came first must be told apart.
    await database.query(
      `UPDATE "${SCHEMA}".jobs AS job SET due_at = now() - interval '1 second' + place * interval '1 microsecond'
       FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, place) WHERE job.id = given.id`,
      [writes.map(({ values }) => values[0])],
    );
  });
  const given = performance.now();
  taken[0]!.writes[0]!.told!(true);
  return given;
}

async function play(customers: readonly Tier[]): Promise<Turn> {
  starts.length = 0;
  ends = [];
  const given = await give(customers);
  if (!(await until(() => ends.length >= customers.length, PATIENCE_MS))) throw new Error(`${ends.length} jobs have ended and no more do`);
  const waits = (tier: Tier) => {
    const own = starts.filter(({ customer }) => customer === tier).map(({ at }) => Math.max(0, at - given));
    return { p50: median(own), p95: quantile(own, 0.95) };
  };
  return {
    waits: { free: waits('free'), pro: waits('pro'), enterprise: waits('enterprise') },
    total: (Math.max(...ends) - given) / 1_000,
  };
}

await play(queueUp(WARM_UP));
const turn = await play(queueUp(CROWD));
await service.stop();
process.send!(turn, () => exit(0));
