import type { Envelope } from '../envelope.js';
import type { Delivery, QueueSpec, Verdict } from '../transport.js';

/** A delivery on its way to its handler. */
export interface Incoming {
  readonly delivery: Delivery;
  readonly queue: QueueSpec;
  /** What the body says; absent where it is not a CloudEvent. Its data is not yet checked. */
  readonly envelope?: Envelope;
}

/** One behaviour around every delivery: sees it before the handler, and its verdict after. */
export type Middleware = (incoming: Incoming, next: () => Promise<Verdict>) => Promise<Verdict>;

/** Where a service injects its middlewares, outermost first. */
export const MIDDLEWARES = Symbol('Middlewares');

/** Several as one. */
export const composed =
  (middlewares: readonly Middleware[]): Middleware =>
  (incoming, handle) =>
    middlewares.reduceRight<() => Promise<Verdict>>((next, middleware) => () => middleware(incoming, next), handle)();
