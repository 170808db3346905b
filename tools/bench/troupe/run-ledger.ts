import { openSync, readSync } from 'node:fs';
import type { Fact } from '../side-by-side/oracle.js';

/** One run as its witnesses saw it. Times are those of Date.now(). */
export interface RunRecord {
  accepted?: number;
  ended?: number;
  /** The messages that said that it had ended: one that is given again is the same, and two are a run that ended twice. */
  readonly words: Set<string>;
}

export interface Tally {
  accepted: number;
  completed: number;
  /** Accepted and not completed within the patience. */
  lost: number;
  twice: number;
}

const CHUNK_BYTES = 1 << 16;

/** The account of all runs, which grows with what the witnesses write. */
export class RunLedger {
  readonly runs = new Map<string, RunRecord>();
  private readonly file: number;
  private rest = '';

  constructor(path: string) {
    this.file = openSync(path, 'a+');
  }

  /** Reads what has been written since the last look. */
  look(): void {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (let bytes = readSync(this.file, chunk); bytes > 0; bytes = readSync(this.file, chunk)) {
      const lines = (this.rest + chunk.toString('latin1', 0, bytes)).split('\n');
      this.rest = lines.pop()!;
      for (const line of lines) this.note(line);
    }
  }

  private note(line: string): void {
    const [fact, at, run, , word] = line.split('\t') as [Fact, string, string, string, string];
    const record = this.runs.get(run) ?? { words: new Set() };
    this.runs.set(run, record);
    if (fact === 'accepted') record.accepted = Number(at);
    if (fact !== 'ended') return;
    record.ended ??= Number(at);
    record.words.add(word);
  }
}

/** What has come of the runs by `now`. A run that ended though nobody was told that it was accepted counts where it ended twice. */
export function tallyOf(runs: Iterable<RunRecord>, now: number, patienceMs: number): Tally {
  const tally: Tally = { accepted: 0, completed: 0, lost: 0, twice: 0 };
  for (const { accepted, ended, words } of runs) {
    if (words.size > 1) tally.twice += 1;
    if (accepted === undefined) continue;
    tally.accepted += 1;
    if (ended !== undefined) tally.completed += 1;
    else if (now - accepted > patienceMs) tally.lost += 1;
  }
  return tally;
}

/** Seconds from one moment until work went on. Undefined where it has not, so far. */
export interface Comeback {
  /** The first run completed. */
  first?: number;
  /** The first run completed that had begun after that moment: every part of it works again. */
  fresh?: number;
  /** The last of the runs completed that had been accepted by then. */
  backlog?: number;
}

export function comebackOf(runs: Iterable<RunRecord>, from: number): Comeback {
  const after = (ends: readonly number[], choose: (...values: number[]) => number) =>
    ends.length === 0 ? undefined : Math.max(0, choose(...ends) - from) / 1_000;
  const known = [...runs];
  const ends = (some: readonly RunRecord[]) => some.flatMap(({ ended }) => ended ?? []);
  const before = known.filter(({ accepted }) => accepted !== undefined && accepted <= from);
  return {
    first: after(
      ends(known).filter((ended) => ended > from),
      Math.min,
    ),
    fresh: after(ends(known.filter(({ accepted }) => accepted !== undefined && accepted > from)), Math.min),
    backlog: before.every(({ ended }) => ended !== undefined) ? (after(ends(before), Math.max) ?? 0) : undefined,
  };
}
