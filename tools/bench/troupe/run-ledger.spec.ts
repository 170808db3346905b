import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { comebackOf, RunLedger, type RunRecord, tallyOf } from './run-ledger.js';

const record = (accepted: number | undefined, ended?: number, ...words: string[]): RunRecord => ({
  accepted,
  ended,
  words: new Set(words),
});

describe('the ledger of runs', () => {
  it('reads on where it stopped, and waits for the rest of a line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'polyreel-ledger-'));
    const path = join(folder, 'facts');
    const ledger = new RunLedger(path);
    appendFileSync(path, 'accepted\t100\tone\t0\t\nended\t200\ton');
    ledger.look();
    expect(ledger.runs.get('one')).toEqual(record(100));
    appendFileSync(path, 'e\t0\tword\nended\t300\tone\t0\tword\n');
    ledger.look();
    expect(ledger.runs.get('one')).toEqual(record(100, 200, 'word'));
    rmSync(folder, { recursive: true });
  });

  it('counts a run as lost once the patience with it is over', () => {
    const runs = [record(0), record(900), record(0, 500, 'a')];
    expect(tallyOf(runs, 1_000, 500)).toEqual({ accepted: 3, completed: 1, lost: 1, twice: 0 });
  });

  it('counts a run as completed twice where two messages say so, and not where one is given again', () => {
    expect(tallyOf([record(0, 1, 'a', 'b'), record(0, 1, 'a')], 1, 0)).toMatchObject({ completed: 2, twice: 1 });
  });

  it('does not miss runs that nobody was told of, though they end', () => {
    expect(tallyOf([record(undefined, 1, 'a')], 1_000, 0)).toEqual({ accepted: 0, completed: 0, lost: 0, twice: 0 });
  });
});

describe('a comeback', () => {
  it('tells the first end of all from the first end of a run that began afterwards', () => {
    const runs = [record(1_000, 5_500, 'a'), record(1_500, 7_000, 'b'), record(6_000, 8_000, 'c')];
    expect(comebackOf(runs, 5_000)).toEqual({ first: 0.5, fresh: 3, backlog: 2 });
  });

  it('has no backlog behind it while a run that was accepted before is under way', () => {
    expect(comebackOf([record(1_000), record(6_000, 7_000, 'a')], 5_000)).toEqual({ first: 2, fresh: 2, backlog: undefined });
  });

  it('took no time where everything had ended before', () => {
    expect(comebackOf([record(1_000, 2_000, 'a')], 5_000)).toEqual({ first: undefined, fresh: undefined, backlog: 0 });
  });
});
