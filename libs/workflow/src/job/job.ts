import type { Received, Write } from '@polyreel/messaging';

/** What a long piece of work knows of itself. */
export interface Job {
  readonly id: string;
  readonly message: Received;
  /** Aborts when the run is cancelled, the lease is lost or the service must stop now. */
  readonly signal: AbortSignal;
  /** Tells how far it is, 0 to 1; kept at the next beat. */
  progress(done: number): void;
  /** A write that must stand or fall with the job's result. */
  commitWith(write: Write): void;
}
