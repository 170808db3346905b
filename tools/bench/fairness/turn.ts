import type { Tier } from '@polyreel/contracts';

/** What one process is told to play. */
export interface TurnSettings {
  /** Each tier in a lane of its own, or all in one: then whoever came first goes first. */
  readonly lanes: 'three' | 'one';
  /** Jobs that run at once. */
  readonly slots: number;
  /** Milliseconds that a job sleeps. */
  readonly workMs: number;
}

/** What came of it. */
export interface Turn {
  /** Milliseconds from the commit that gives the jobs to the start of each, by tier. */
  readonly waits: Readonly<Record<Tier, { p50: number; p95: number }>>;
  /** Seconds from there until the work of the last one is done. */
  readonly total: number;
}
