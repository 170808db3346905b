import type { Envelope } from './envelope.js';

/** A change of rows as a value. The statement must answer a row if, and only if, it took effect. */
export interface Write {
  text: string;
  values: readonly unknown[];
}

/**
 * A change of one row that may be made together with others of the same text: `$1::jsonb` is an array of such rows, and the statement
 * answers a row for each that took effect.
 */
export interface RowWrite {
  text: string;
  /** The row as JSON. */
  row: string;
}

export const isRowWrite = (write: Write | RowWrite): write is RowWrite => 'row' in write;

/** What a handler came to: the events that follow, and the rows that must change together with them. */
export interface Settlement {
  envelopes: readonly Envelope[];
  writes: readonly (Write | RowWrite)[];
  /** Acts once all of it is committed. */
  committed?: () => void;
}

/**
 * The port that a service with a database implements: inbox, state and outbox commit together.
 * Services without a database have none; their messages are published with confirms before the acknowledgement.
 */
export abstract class UnitOfWork {
  /**
   * Runs `work` in one transaction unless `consumer` has already handled event `eventId`; what it returns is stored in the outbox
   * and published after the commit. Answers whether it ran.
   */
  abstract once(consumer: string, eventId: string, work: () => Promise<Settlement>): Promise<boolean>;

  /**
   * The same for work that only reads and says what is to be written: inbox, writes and outbox are then one statement and one round
   * trip, which settlements that come at the same time share. Where `work` answers nothing, or a write no longer holds, it runs again
   * in a transaction as with once().
   */
  abstract decide(consumer: string, eventId: string, work: () => Promise<Settlement | undefined>): Promise<boolean>;

  /** The same without an inbox, for work that begins with a request rather than a message. */
  abstract commit(work: () => Promise<readonly Envelope[]>): Promise<void>;

  /** Commits writes and events that were decided beforehand, in one round trip. False, and nothing is written, where a write did not take effect. */
  abstract settle(settlement: Settlement): Promise<boolean>;
}
