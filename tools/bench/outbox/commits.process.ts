/** One committer in a process of its own: commits as it is told to and says how fast that went and when its messages arrived. */
import { randomUUID } from 'node:crypto';
import { argv, exit } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../../setup/until.js';
import { median, quantile } from '../measures.js';
import type { Arrivals, CommitLoad, CommitTimes } from './commit-load.js';
import type { OpenCommitter } from './committer.js';

const PREFETCH = 200;
const ARRIVAL_MS = 120_000;
const load = JSON.parse(argv[2]!) as CommitLoad;
const sends = load.committer !== 'pg';

const committed = new Map<string, number>();
const arrivedAt = new Map<string, number>();
const { open } = (await import(`./${load.committer}.committer.js`)) as { open: OpenCommitter };
const committer = await open({
  rabbitmq: load.rabbitmq,
  postgres: load.postgres,
  prefetch: PREFETCH,
  // Given again, a message has arrived before.
  arrived: (id) => void (arrivedAt.has(id) || arrivedAt.set(id, performance.now())),
});

async function commitOne(): Promise<void> {
  const id = randomUUID();
  await committer.commit(id);
  committed.set(id, performance.now());
}

/** Always as many commits under way; answers how many there were in a second. */
async function closedLoop(seconds: number): Promise<number> {
  const begun = performance.now();
  const lane = async () => {
    while (performance.now() - begun < seconds * 1_000) await commitOne();
  };
  await Promise.all(Array.from({ length: load.atOnce }, lane));
  return (committed.size * 1_000) / (performance.now() - begun);
}

/** A commit begins every so often, however long the others take. */
async function openLoop(): Promise<void> {
  const commits: Promise<void>[] = [];
  const begun = performance.now();
  for (let at = 0; at < load.seconds * load.perSecond; at += 1) {
    await pause(Math.max(0, begun + (at * 1_000) / load.perSecond - performance.now()));
    commits.push(commitOne());
  }
  await Promise.all(commits);
}

/** What the commits so far came to; those that lag behind count too. */
async function arrivals(): Promise<Arrivals> {
  if (sends && !(await until(() => arrivedAt.size >= committed.size, ARRIVAL_MS)))
    throw new Error(`${committed.size - arrivedAt.size} of ${committed.size} messages have not arrived within ${ARRIVAL_MS} ms`);
  const took = sends ? [...committed].map(([id, at]) => Math.max(0, arrivedAt.get(id)! - at)) : [];
  committed.clear();
  arrivedAt.clear();
  return sends ? { p50: median(took), p99: quantile(took, 0.99) } : undefined;
}

await closedLoop(load.seconds / 2);
await arrivals();
const perSecond = await closedLoop(load.seconds);
const atFullSpeed = await arrivals();
await openLoop();
const steady = await arrivals();
await committer.close();
process.send!({ perSecond, atFullSpeed, steady } satisfies CommitTimes, () => exit(0));
