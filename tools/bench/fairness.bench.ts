/**
 * A crowd of jobs of all tiers at once, in lanes and first come, first served.
 * After a build: node dist/tools/bench/fairness.bench.js [--rounds 5] [--slots 8] [--work 20]
 */
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { answerOf } from './answer-of.js';
import { CROWD_SIZE } from './fairness/crowd.js';
import { fairnessVerdicts, waitTable } from './fairness/fairness-tables.js';
import type { Turn, TurnSettings } from './fairness/turn.js';
import { BenchServers } from './servers/bench-servers.js';
import { serviceEnvironment } from './servers/service-environment.js';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    slots: { type: 'string', default: '8' },
    work: { type: 'string', default: '20' },
  },
});

const SCRIPT = fileURLToPath(new URL('./fairness/turn.process.js', import.meta.url));
const [slots, workMs] = [Number(options.slots), Number(options.work)];

/** Both take turns in every round; each has a process and a place that live for its turn alone. */
export async function run(): Promise<string> {
  const [three, one]: [Turn[], Turn[]] = [[], []];
  const servers = await BenchServers.start();
  try {
    for (let round = 1; round <= Number(options.rounds); round += 1) {
      console.error(`round ${round}`);
      three.push(await play('three', servers));
      one.push(await play('one', servers));
    }
  } finally {
    await servers.stop();
  }
  const least = (CROWD_SIZE * workMs) / slots / 1_000;
  return [
    `${CROWD_SIZE} jobs that sleep for ${workMs} ms each on ${slots} slots: ${least.toFixed(2)} s is the least there can be.`,
    waitTable([
      ['three', three],
      ['one', one],
    ]),
    fairnessVerdicts(three, one),
  ].join('\n\n');
}

async function play(lanes: TurnSettings['lanes'], servers: BenchServers): Promise<Turn> {
  const place = await servers.place();
  try {
    return await answerOf<Turn>(SCRIPT, [JSON.stringify({ lanes, slots, workMs } satisfies TurnSettings)], serviceEnvironment(place.urls));
  } finally {
    await place.remove();
  }
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) console.log(await run());
