import { Command, InvalidArgumentError } from 'commander';
import { soak } from '../bench/soak/soak.js';
import { optionsOf } from '../command-line.js';
import { setUp } from '../setup/set-up.js';

const positive = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('A number above 0 is needed.');
  return value;
};

/** `npm run bench:soak -- --minutes N`: the benchmarks' workflow under a steady load for long, while its parts and servers die in turn. */
export async function run(args: readonly string[]): Promise<number> {
  const program = new Command('npm run bench:soak --')
    .description(
      'Runs begin at a steady rate; every minute a process or a server dies. Ends with 1 where a run was lost or completed twice, or memory grew.',
    )
    .option('--minutes <number>', 'how long', positive, 120)
    .option('--rate <number>', 'runs per second', positive, 5)
    .option('--every <seconds>', 'between two strikes', positive, 60)
    .option('--slope <number>', 'MB per hour by which the memory of a process may grow', positive, 20);
  const options = optionsOf<{ minutes: number; rate: number; every: number; slope: number }>(program, args);
  if (typeof options === 'number') return options;
  const { minutes, rate, every, slope } = options;
  const root = process.cwd();
  const say = (line: string) => console.log(line);
  const ready = await setUp({ root, realm: 'polyreel_test', say });
  try {
    const failures = await soak({ minutes, perSecond: rate, strikeEverySeconds: every, slope, say });
    for (const failure of failures) say(`does not hold: ${failure}`);
    if (failures.length === 0) say(`holds: after ${minutes} minutes no run is lost or completed twice, and memory does not grow`);
    return failures.length === 0 ? 0 : 1;
  } finally {
    await ready.release();
  }
}
