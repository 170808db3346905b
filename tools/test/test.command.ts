import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from '../setup/set-up.js';
import { specEnvironment } from './spec-environment.js';
import { lastLine, runVitest, type Tally } from './vitest-run.js';

const PROJECTS = ['unit', 'integration', 'mesh'] as const;

/** `npm test [-- paths]`: brings what the tests need, runs the unit tests, the integration tests of services and then those of the whole mesh, and sums up. */
export async function run(args: readonly string[]): Promise<number> {
  const root = process.cwd();
  const reports = join(root, '.data/reports');
  const ready = await setUp({ root, realm: 'polyreel_test', say: (line) => console.log(line) });
  const only = args.length > 0 ? [...args, '--passWithNoTests'] : [];
  const tallies: Tally[] = [];
  try {
    for (const project of PROJECTS) {
      const report = join(reports, `${project}.json`);
      tallies.push(await runVitest({ root, report, environment: specEnvironment(root, ready), args: ['--project', project, ...only] }));
    }
  } finally {
    await ready.release();
  }
  return sumUp(tallies, join(reports, 'tests.json'));
}

/** Prints what failed and the counts, leaves them for CI, and gives the exit code. No test at all is a failure too. */
function sumUp(tallies: readonly Tally[], file: string): number {
  const sum = (count: (tally: Tally) => number) => tallies.reduce((total, tally) => total + count(tally), 0);
  const [passed, failed, skipped] = [sum((tally) => tally.passed), sum((tally) => tally.failed), sum((tally) => tally.skipped)];
  for (const failure of tallies.flatMap(({ failures }) => failures)) console.log(`failed: ${failure}`);
  if (skipped > 0) console.log(`${skipped} skipped`);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify({ passed, failed }));
  console.log(lastLine({ passed, failed }));
  return failed === 0 && passed > 0 ? 0 : 1;
}
