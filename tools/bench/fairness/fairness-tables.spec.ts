import { describe, expect, it } from 'vitest';
import { fairnessVerdicts, waitTable } from './fairness-tables.js';
import type { Turn } from './turn.js';

const turn = (enterprise: number, total: number): Turn => ({
  waits: { free: { p50: 500, p95: 1_000 }, pro: { p50: 100, p95: 200 }, enterprise: { p50: 20, p95: enterprise } },
  total,
});

describe('the tables of fairness', () => {
  it('show each tier beside its number of jobs, the paying ones first', () => {
    const text = waitTable([['three', [turn(30, 1.01), turn(40, 1.2), turn(35, 1.1)]]]);
    expect(text).toContain('10 enterprise: wait p50, ms');
    expect(text).toContain('| 1.10 (1.01–1.20) | 20 (20–20) | 35 (30–40) |');
  });

  it('say that it holds where enterprise waits a twentieth and nobody pays for it in total time', () => {
    const text = fairnessVerdicts([turn(50, 1)], [turn(1_000, 1)]);
    expect(text).not.toContain('Does not hold');
    expect(text).toContain('1/20');
  });

  it('say so where it waits longer than that, or all of it takes longer', () => {
    expect(fairnessVerdicts([turn(51, 1)], [turn(1_000, 1)])).toContain('**Does not hold**: the enterprise');
    expect(fairnessVerdicts([turn(50, 1.06)], [turn(1_000, 1)])).toContain('**Does not hold**: the total');
  });
});
