import type { Envelope } from './envelope.js';

/** Who made a write and wants to know what became of it. */
interface Told {
  /** Is told whether it was committed, or came to nothing. Where it is made again, another write is told. */
  told?: (held: boolean) => void;
}

/** A change of rows as a value. The statement must answer a row if, and only if, it took effect. */
export interface Write extends Told {
  text: string;
  values: readonly unknown[];
}

/**
 * A change of one row that may be made together with others of the same text: `$1::jsonb` is an array of such rows, and the statement
 * answers a row for each that took effect.
 */
export interface RowWrite extends Told {
  text: string;
  /** The row as JSON. */
  row: string;
  /** The write of the same row that this one was decided on: committed together, this one is made in its stead. */
  instead?: RowWrite;
}

export const isRowWrite = (write: Write | RowWrite): write is RowWrite => 'row' in write;

/** What a handler came to: the events that follow, and the rows that must change together with them. */
export interface Settlement {
  envelopes: readonly Envelope[];
  writes: readonly (Write | RowWrite)[];
}

/** An event that a consumer has heard, and how it decides what comes of that. */
export interface Hearing {
  consumer: string;
  eventId: string;
  /** Only reads. Answers nothing where only a look under lock can tell. */
  work: () => Promise<Settlement | undefined>;
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
   * The same for events of one run whose work only reads and says what is to be written: they are decided in their order, each on what
   * those before it have come to, and inbox, writes and outbox of all of them are then one statement and one round trip, which is shared
   * with what comes at the same time. Where work answers nothing, or a write no longer holds, it runs again in a transaction as with once().
   */
  abstract decide(hearings: readonly Hearing[]): Promise<readonly PromiseSettledResult<unknown>[]>;

  /** The same without an inbox, for work that begins with a request rather than a message. */
  abstract commit(work: () => Promise<readonly Envelope[]>): Promise<void>;

  /** Commits writes and events that were decided beforehand, in one round trip. False, and nothing is written, where a write did not take effect. */
  abstract settle(settlement: Settlement): Promise<boolean>;
}
