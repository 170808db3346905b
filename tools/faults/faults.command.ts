import { Command } from 'commander';
import { join } from 'node:path';
import { optionsOf } from '../command-line.js';
import { setUp } from '../setup/set-up.js';
import { specEnvironment } from '../test/spec-environment.js';
import { lastLine, runVitest } from '../test/vitest-run.js';

/** `npm run test:faults [-- --seed N --only 7,15]`: every fault of tests/faults at full length, with its timeline. */
export async function run(args: readonly string[]): Promise<number> {
  const program = new Command('npm run test:faults --')
    .description('Lets the parts of a mesh die, hang and lie, and judges what comes of it. All faults take about an hour.')
    .option('--seed <number>', 'repeats what another run did by chance')
    .option('--only <numbers>', 'only these faults, by number: 7,15');
  const options = optionsOf<{ seed?: string; only?: string }>(program, args);
  if (typeof options === 'number') return options;
  const { seed = '', only = '' } = options;
  const root = process.cwd();
  const ready = await setUp({ root, realm: 'polyreel_test', say: (line) => console.log(line) });
  try {
    const { passed, failed, failures } = await runVitest({
      root,
      report: join(root, '.data/reports/faults.json'),
      environment: { ...specEnvironment(root, ready), FAULT_SUITE: 'full', FAULT_SEED: seed, FAULT_ONLY: only },
      // The flag last: Vitest takes the word after it for its value, and no fault was played.
      args: ['tests/faults', 'tests/dead-letters', '--project', 'mesh', '--disable-console-intercept'],
    });
    for (const failure of failures) console.log(`failed: ${failure}`);
    console.log(lastLine({ passed, failed }));
    return failed === 0 && passed > 0 ? 0 : 1;
  } finally {
    await ready.release();
  }
}
