/**
 * The outbox: what it costs a commit, how long an event takes from there to its consumer, and how fast a backlog drains.
 * After a build: node dist/tools/bench/outbox.bench.js [--rounds 5] [--seconds 10] [--rows 100000] [--relays 1,2,4] [--parts commits,backlog]
 */
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { answerOf } from './answer-of.js';
import { type CommitLoad, type CommitTimes, COMMITTERS } from './outbox/commit-load.js';
import { drain, type DrainLoad, type DrainTimes } from './outbox/drain.js';
import { commitTable, drainTable, drainVerdicts } from './outbox/outbox-tables.js';
import { BenchServers } from './servers/bench-servers.js';
import { serviceEnvironment } from './servers/service-environment.js';

const AT_ONCE = 50;
const PER_SECOND = 20;
/** So many times as long is the backlog that shows whether memory grows with it. */
const LONGER = 4;
const SCRIPT = fileURLToPath(new URL('./outbox/commits.process.js', import.meta.url));

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    rows: { type: 'string', default: '100000' },
    relays: { type: 'string', default: '1,2,4' },
    parts: { type: 'string', default: 'commits,backlog' },
  },
});

/** All take turns in every round, so that a busy machine slows all alike; each has a process and a place that live for its turn alone. */
export async function run(): Promise<string> {
  const parts = options.parts.split(',');
  const commits = parts.includes('commits') ? COMMITTERS.map((committer) => [committer, [] as CommitTimes[]] as const) : [];
  const drains = parts.includes('backlog') ? loads().map((load) => [load, [] as DrainTimes[]] as const) : [];
  const servers = await BenchServers.start();
  try {
    for (let round = 1; round <= Number(options.rounds); round += 1) {
      for (const [{ name }, times] of commits) {
        console.error(`round ${round}: ${name} commits`);
        times.push(await commit(name, servers));
      }
      for (const [load, times] of drains) {
        console.error(`round ${round}: ${load.relays} ${load.who} relays drain ${load.rows} rows`);
        times.push(await drain(load, servers));
      }
    }
  } finally {
    await servers.stop();
  }
  return [
    ...(commits.length > 0 ? [commitTable(commits, { atOnce: AT_ONCE, perSecond: PER_SECOND })] : []),
    ...(drains.length > 0 ? ['A backlog, each relay in a process of its own.', drainTable(drains), drainVerdicts(drains)] : []),
  ].join('\n\n');
}

/** The floor first, then our own relays, one after the other in number; last the first of them with a backlog that is much longer. */
function loads(): DrainLoad[] {
  const rows = Number(options.rows);
  const own = options.relays.split(',').map((one) => ({ who: 'polyreel', relays: Number(one), rows }) as const);
  return [{ who: 'bare', relays: 1, rows }, ...own, { ...own[0]!, rows: LONGER * rows }];
}

async function commit(committer: CommitLoad['committer'], servers: BenchServers): Promise<CommitTimes> {
  const place = await servers.place();
  const { rabbitmq, postgres } = place.urls;
  const load: CommitLoad = { committer, rabbitmq, postgres, seconds: Number(options.seconds), atOnce: AT_ONCE, perSecond: PER_SECOND };
  try {
    return await answerOf<CommitTimes>(SCRIPT, [JSON.stringify(load)], serviceEnvironment(place.urls));
  } finally {
    await place.remove();
  }
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) console.log(await run());
