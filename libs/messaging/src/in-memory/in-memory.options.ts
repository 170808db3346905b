import type { Chance } from '../middleware/faults.middleware.js';
import type { Failure } from '../transport.js';

/** What rests among the dead letters of the broker of tests. */
export interface DeadLetter {
  queue: string;
  body: Uint8Array;
  error: Failure;
  attempts: number;
}

export interface InMemoryOptions {
  /** `reject`, as RabbitMQ does here; `keep` for tests of one service whose listeners are not there. */
  unroutable?: 'reject' | 'keep';
  /** The share of messages that are delivered twice, and of those that overtake others. */
  repeat?: number;
  reorder?: number;
  /** The source of chance for both; tests pass a seeded one. */
  chance?: Chance;
  /** How long a publish waits for a lost connection, in milliseconds. */
  publishTimeoutMs?: number;
}
