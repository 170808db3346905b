import { describe, expect, it } from 'vitest';
import { COMMITTERS } from './commit-load.js';
import type { DrainTimes } from './drain.js';
import { commitTable, drainTable, drainVerdicts } from './outbox-tables.js';

const times: DrainTimes = { perSecond: 2_000, before: 90, early: 110, late: 112, lost: 0, twice: 0 };
const drained = (change: Partial<DrainTimes> = {}) =>
  [
    [{ who: 'polyreel', relays: 2, rows: 1_000 }, [times]],
    [{ who: 'polyreel', relays: 2, rows: 4_000 }, [{ ...times, ...change }]],
  ] as const;

describe('the tables of the outbox', () => {
  it('leave empty what a committer that sends nothing cannot show', () => {
    const rows = [[COMMITTERS[2], [{ perSecond: 900, atFullSpeed: undefined, steady: undefined }]]] as const;
    expect(commitTable(rows, { atOnce: 50, perSecond: 20 })).toContain('| bare pg, nothing sent | 900 (900–900) |  |  |  |  |');
  });

  it('sum up what was lost and sent twice over all rounds', () => {
    const [[load]] = drained();
    const rounds = [
      { ...times, lost: 1, twice: 2 },
      { ...times, lost: 0, twice: 3 },
    ];
    expect(drainTable([[load, rounds]])).toContain(
      '| **Polyreel** | 2 | 1000 | 2000 (2000–2000) | 90 (90–90) | 110 (110–110) | 112 (112–112) | 1 | 5 |',
    );
  });

  it('say that drains hold where a longer one needs no more memory and every row is sent once', () => {
    expect(drainVerdicts(drained())).not.toContain('Does not hold');
    expect(drainVerdicts(drained())).toContain('2000/s with 2');
  });

  it('say that they do not where memory grows with what is drained, or a row is lost or sent twice', () => {
    expect(drainVerdicts(drained({ late: 200 }))).toContain('**Does not hold**: a backlog');
    expect(drainVerdicts(drained({ lost: 1 }))).toContain('**Does not hold**: every row');
    expect(drainVerdicts(drained({ twice: 1 }))).toContain('**Does not hold**: every row');
  });
});
