import type { Owner, RowWrite } from '@polyreel/messaging';
import { LRUCache } from 'lru-cache';
import type { RunView } from './define-process.js';

/** A run with its owner, and the version that its row has. */
export interface Run extends RunView<unknown, string> {
  readonly version: number;
  readonly owner: Owner;
  /** Set while the move that led to this step and state is decided and not yet written. */
  readonly unwritten?: UnwrittenMove;
}

export interface UnwrittenMove {
  readonly write: RowWrite;
  /** Whether a step is entered with it. */
  readonly entered: boolean;
  /** The correlation of the event that moved: only events of the same have their turns one after the other. */
  readonly correlationid: string;
}

const REMEMBERED = 256;
const FOR_MS = 60_000;

/**
 * Runs as this process last wrote them, so that the next event of a run need not read its row. Only a guess: whoever decides by it
 * writes under the guard of its version, and reads the row where another instance has moved the run meanwhile.
 */
export class RecentRuns {
  private readonly runs = new LRUCache<string, Run>({ max: REMEMBERED, ttl: FOR_MS });

  get(process: string, id: string): Run | undefined {
    return this.runs.get(`${process}\n${id}`);
  }

  remember(process: string, run: Run): void {
    this.runs.set(`${process}\n${run.id}`, run);
  }

  forget(process: string, id: string): void {
    this.runs.delete(`${process}\n${id}`);
  }
}
