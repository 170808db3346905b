import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lastLine, runVitest, tallyOf } from './vitest-run.js';

const folder = mkdtempSync(join(tmpdir(), 'polyreel-canary-'));
const canary = (file: string) =>
  runVitest({
    root: process.cwd(),
    report: join(folder, `${file}.json`),
    quiet: true,
    args: ['--config', 'tools/test/canary/vitest.config.ts', file],
  });

describe('the test run that CI believes', () => {
  it('sees a failing test fail', async () => {
    const tally = await canary('failing.canary.ts');
    expect(tally).toMatchObject({ passed: 0, failed: 1, failures: ['fails on purpose'] });
    expect(lastLine(tally)).toBe('0 passed, 1 failed');
  });

  it('counts a test file that cannot be loaded as a failure', async () => {
    expect(await canary('unloadable.canary.ts')).toMatchObject({ passed: 0, failed: 1 });
  });

  it('does not take a run without a report for a good one', async () => {
    const tally = await runVitest({
      root: process.cwd(),
      report: join(folder, 'none.json'),
      quiet: true,
      args: ['--config', 'no-such-file.ts'],
    });
    expect(tally).toMatchObject({ passed: 0, failed: 1 });
  });

  it('does not take a run for good that Vitest itself calls failed though every test passed', () => {
    const report = { success: false, numPassedTests: 3, numFailedTests: 0, numPendingTests: 0, testResults: [] };
    expect(tallyOf(report, 1)).toMatchObject({ passed: 3, failed: 1 });
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));
