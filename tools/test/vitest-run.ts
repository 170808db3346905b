import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** The part of Vitest's JSON report that we count from. */
const Report = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, as a person would look for it. */
  readonly failures: readonly string[];
}

export interface VitestRun {
  readonly root: string;
  readonly args: readonly string[];
  /** Where the JSON report goes. */
  readonly report: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly quiet?: boolean;
}

/** Runs Vitest and counts from its report. A run without a report, and one that Vitest itself calls failed, never counts as passed. */
export async function runVitest({ root, args, report, environment, quiet }: VitestRun): Promise<Tally> {
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(process.execPath, [vitest, 'run', ...reporters, ...args], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: quiet ? 'ignore' : ['ignore', 'inherit', 'inherit'],
  });
  const [exitCode] = (await once(child, 'close')) as [number | null];
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0, failures: [`Vitest ended without a report (exit code ${exitCode})`] };
  return tallyOf(Report.parse(JSON.parse(readFileSync(report, 'utf8'))), exitCode);
}

/** Counts tests; a file that could not even be loaded counts as one failure, and so does a failed run that names none. */
export function tallyOf(report: z.infer<typeof Report>, exitCode: number | null): Tally {
  const tests = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
  const files = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const named = [...tests, ...files.map(({ name, message }) => `${name}: ${message ?? 'could not be run'}`)];
  const failures = named.length === 0 && exitCode !== 0 ? [`Vitest ended with exit code ${exitCode}`] : named;
  return { passed: report.numPassedTests, failed: failures.length, skipped: report.numPendingTests, failures };
}

/** The line that CI reads. */
export const lastLine = ({ passed, failed }: Pick<Tally, 'passed' | 'failed'>) => `${passed} passed, ${failed} failed`;
