import type { LeasedDelivery, Method, Outcome } from './delivery.types.js';

/** Carries what goes out one way. What it throws counts as a failure that may pass. */
export abstract class Courier {
  abstract readonly method: Method;

  /** Ends within ATTEMPT_TIMEOUT_MS. */
  abstract carry(delivery: LeasedDelivery): Promise<Outcome>;
}

/** From connecting to the last byte. Standard Webhooks advises 15 to 30 s. */
export const ATTEMPT_TIMEOUT_MS = 15_000;
