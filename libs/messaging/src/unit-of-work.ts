import type { Envelope } from './envelope.js';

/**
 * The port that a service with a database implements: inbox, state and outbox commit together.
 * Services without a database have none; their messages are published with confirms before the acknowledgement.
 */
export abstract class UnitOfWork {
  /**
   * Runs `work` in one transaction unless `consumer` has already handled event `eventId`; what it returns is stored in the outbox
   * and published after the commit. Answers whether it ran.
   */
  abstract once(consumer: string, eventId: string, work: () => Promise<readonly Envelope[]>): Promise<boolean>;

  /** The same without an inbox, for work that begins with a request rather than a message. */
  abstract commit(work: () => Promise<readonly Envelope[]>): Promise<void>;
}
