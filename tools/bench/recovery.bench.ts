/**
 * How long work rests when a process or a server dies under a steady load.
 * After a build: node dist/tools/bench/recovery.bench.js [--rounds 5] [--seconds 10] [--rate 5] [--only broker-restart,performer-kill]
 */
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { recover, type Recovery } from './recovery/recovery.js';
import { recoveryTable, recoveryVerdicts } from './recovery/recovery-table.js';
import { BenchServers } from './servers/bench-servers.js';
import { STRIKES } from './troupe/strikes.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '5' },
    only: { type: 'string', default: STRIKES.map(({ name }) => name).join() },
  },
});

/** All strikes take turns in every round; each hits a troupe and a place that live for it alone. */
export async function run(): Promise<string> {
  const only = options.only.split(',');
  const rows = STRIKES.filter(({ name }) => only.includes(name)).map((strike) => [strike, [] as Recovery[]] as const);
  const load = { seconds: Number(options.seconds), perSecond: Number(options.rate) };
  const servers = await BenchServers.start();
  try {
    for (let round = 1; round <= Number(options.rounds); round += 1) {
      for (const [strike, rounds] of rows) {
        console.error(`round ${round}: ${strike.title}`);
        rounds.push(await recover(strike, servers, load));
      }
    }
  } finally {
    await servers.stop();
  }
  return [
    `${load.perSecond} runs begin per second; orchestrator and performer have a process each, which is started again at once.`,
    recoveryTable(rows),
    recoveryVerdicts(rows),
  ].join('\n\n');
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) console.log(await run());
