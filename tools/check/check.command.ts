import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Step {
  readonly name: string;
  /** Arguments to Node. */
  readonly args: readonly string[];
  /** What to do when it fails. */
  readonly remedy: string;
}

const STEPS: readonly Step[] = [
  {
    name: 'format',
    args: [
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--cache',
      '--cache-location',
      '.data/prettier',
      '--log-level',
      'warn',
      '.',
    ],
    remedy: 'npm run format',
  },
  { name: 'lint', args: ['tools/bootstrap.mjs', 'lint'], remedy: 'npm run lint -- --fix, then by hand' },
  { name: 'types', args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], remedy: 'correct the types' },
  { name: 'docs', args: ['tools/bootstrap.mjs', 'docs', '--check'], remedy: 'npm run docs, and commit what it writes' },
  { name: 'unit', args: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'], remedy: 'correct the code or the test' },
];

/** `npm run check [-- --without unit]`: all that a change must pass, each step to its end so that one run tells everything. */
export async function run(args: readonly string[]): Promise<number> {
  const left = args.flatMap((arg, index) => (args[index - 1] === '--without' ? [arg] : []));
  const steps = STEPS.filter(({ name }) => !left.includes(name));
  const failed = steps.filter((step) => !passes(step));
  for (const { name, remedy } of failed) console.log(`${name} failed; ${remedy}`);
  const reports = join(process.cwd(), '.data/reports');
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'checks.json'), JSON.stringify({ passed: steps.length - failed.length, failed: failed.length }));
  console.log(`check: ${steps.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

function passes({ name, args }: Step): boolean {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return status === 0;
}
