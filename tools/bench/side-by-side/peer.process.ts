/** A peer in a process of its own: begins runs as it is told over the parent's channel and says what they took. */
import { randomUUID } from 'node:crypto';
import { argv, cpuUsage, memoryUsage } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { FlowHost, StartPeer } from './peer.js';
import { Oracle } from './oracle.js';
import type { Answer, Order } from './peer-child.js';

const { urls, atOnce, workMs, oracle } = JSON.parse(argv[3]!) as {
  urls: FlowHost['urls'];
  atOnce: number;
  workMs: number;
  oracle?: string;
};
const witness = oracle ? new Oracle(oracle) : undefined;
const waiting = new Map<string, () => void>();

const { start } = (await import(`../peers/${argv[2]!}.peer.js`)) as { start: StartPeer };
const peer = await start({
  urls,
  atOnce,
  work(run, step, ask) {
    witness?.note('ran', run, step, ask);
    return workMs > 0 ? pause(workMs) : undefined;
  },
  ended(run) {
    witness?.note('ended', run);
    waiting.get(run)?.();
    waiting.delete(run);
  },
});

/** Milliseconds from asking for a run to its end. */
async function oneRun(): Promise<number> {
  const run = randomUUID();
  const begun = performance.now();
  const end = new Promise<number>((resolve) => waiting.set(run, () => resolve(performance.now())));
  await peer.submit(run);
  witness?.note('accepted', run);
  return (await end) - begun;
}

/** Always as many runs under way, until `more` says no. */
async function closedLoop(more: () => boolean): Promise<number> {
  let runs = 0;
  const lane = async () => {
    while (more()) {
      await oneRun();
      runs += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return runs;
}

/** A run begins every so often, however long the others take. */
async function openLoop(perSecond: number, seconds: number): Promise<number[]> {
  const runs: Promise<number>[] = [];
  const begun = performance.now();
  for (let at = 0; at < seconds * perSecond; at += 1) {
    await pause(Math.max(0, begun + (at * 1_000) / perSecond - performance.now()));
    runs.push(oneRun());
  }
  return Promise.all(runs);
}

async function follow(order: Order): Promise<Answer> {
  switch (order.kind) {
    case 'warm': {
      let left = order.runs;
      const begun = performance.now();
      await closedLoop(() => left-- > 0 || performance.now() - begun < order.seconds * 1_000);
      return { kind: 'warm' };
    }
    case 'closed': {
      const [begun, processor] = [performance.now(), cpuUsage()];
      const runs = await closedLoop(() => performance.now() - begun < order.seconds * 1_000);
      const seconds = (performance.now() - begun) / 1_000;
      const { user, system } = cpuUsage(processor);
      return { kind: 'closed', runs, seconds, processorMs: (user + system) / 1_000, residentMegabytes: memoryUsage.rss() / 2 ** 20 };
    }
    case 'open':
      return { kind: 'open', milliseconds: await openLoop(order.perSecond, order.seconds) };
    case 'stop':
      await peer.stop();
      return { kind: 'stop' };
  }
}

process.on('message', (order: Order) => {
  void follow(order).then((answer) => process.send!(answer, () => answer.kind === 'stop' && process.exit(0)));
});
process.once('disconnect', () => process.exit(1));
process.send!({ kind: 'ready' } satisfies Answer);
