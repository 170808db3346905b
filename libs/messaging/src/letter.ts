import type { Failure } from './transport.js';

/** What stood on a message beside its body and stands on it again when it is handed back. */
export type Stamps = Readonly<Record<string, string | number | boolean>>;

/** A message at rest, with what was written on it when it was laid there. Its body is untrusted bytes. */
export interface Letter {
  /** `dead`: a handler gave it up. `skipped`: nobody there knows its type. */
  kind: 'dead' | 'skipped';
  service: string;
  handler: string;
  queue: string;
  /** The event's type, which was its routing key. */
  type: string;
  body: Uint8Array;
  error: Failure;
  /** Deliveries that it had, delayed retries included. */
  attempts: number;
  firstFailedAt: string;
  lastFailedAt: string;
  /** The replay that had handed it back, where it failed again. */
  replay?: string;
  /** How often its keeper fell silent over it before: dying of one letter must not keep all others waiting. */
  lostBefore: number;
  stamps: Stamps;
}

/** What is needed to hand a letter back to the handler that it came from. */
export type Returnable = Pick<Letter, 'queue' | 'type' | 'body' | 'stamps'>;
