import { catalogue } from '@polyreel/contracts';
import type { Envelope } from './envelope.js';
import type { Overheard } from './keeps-history.decorator.js';
import type { Letter, Returnable } from './letter.js';
import { Permanent } from './permanent.error.js';

/** A queue as a handler needs it. Everything else about it is the transport's affair. */
export interface QueueSpec {
  /** `<service>.<handler>`. */
  name: string;
  service: string;
  handler: string;
  /** The event types, which are the routing keys, that it is bound to. */
  types: readonly string[];
  /** How many deliveries may be unacknowledged at once. */
  concurrency: number;
}

/** A message as it came out of a queue. The body is untrusted bytes. */
export interface Delivery {
  body: Uint8Array;
  routingKey: string;
  /** 1 for the first time, counting delayed retries; crashes do not count. */
  attempt: number;
  /** ISO time of the first failure, where there was one. */
  firstFailedAt?: string;
  /** True when the broker says that it may have been delivered before. */
  redelivered: boolean;
}

/** What becomes of a delivery. */
export type Verdict =
  | { kind: 'done' }
  /** Comes back to this queue only, after the delay. */
  | { kind: 'retry'; delayMs: number; error: Failure; firstFailedAt: string }
  /** Rests among the service's dead letters, with its reason. `refused`: for what the message is, which says nothing of how its handler fares. */
  | { kind: 'dead'; error: Failure; attempts: number; firstFailedAt: string; lastFailedAt: string; refused?: boolean }
  /** Set apart: nobody here knows this type or major version. Not a failure. */
  | { kind: 'skipped'; reason: string };

export interface Failure {
  name: string;
  message: string;
  code?: string;
  stack?: string;
}

export interface Subscription {
  /** Takes no further delivery and resolves once those in hand have their verdict carried out. */
  drain(): Promise<void>;
}

/** A handler's queue being consumed. */
export interface Consumption extends Subscription {
  /**
   * Takes no further delivery until resume(); resolves once those in hand have their verdict carried out. It acts at once: asked for
   * within a `deliver`, no message takes the place of the one in hand.
   */
  pause(): Promise<void>;
  /** Takes deliveries again, `atOnce` of them at a time (default: the queue's concurrency). Resolves when they can arrive. */
  resume(atOnce?: number): Promise<void>;
}

/** The broker did not take a message over in time, or too much is waiting for it already. Publish again later. */
export class BrokerUnavailable extends Error {
  override name = 'BrokerUnavailable';
  readonly code = 'broker_unavailable';
}

/** An event that somebody should hear found no queue. It was not taken over: publish it again once its listener has declared itself. */
export class Unroutable extends Error {
  override name = 'Unroutable';
  readonly code = 'unroutable';
}

/** Larger things travel as a storage reference. RabbitMQ itself would take 16 MiB and more, and every copy would cost memory. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** Crash loops end after this many deliveries too many; ordinary retries never count, as they are copies (reference/messaging.md 1.2). */
export const DELIVERY_LIMIT = 10;

/**
 * How long a handler may hold a delivery, in milliseconds. Longer work is taken in as a job and acknowledged at once: the broker
 * closes a channel that holds a message for 30 minutes and gives the message to another, who begins anew (reference/messaging.md, finding 10).
 */
export const HANDLER_BUDGET_MS = 60_000;

/** An envelope never changes: what was written for the outbox goes out as it is. */
const written = new WeakMap<Envelope, string>();

/** An envelope as JSON. Throws Permanent `message_too_large`: it would be as large the next time. */
export function jsonOf(envelope: Envelope): string {
  const known = written.get(envelope);
  if (known !== undefined) return known;
  const json = JSON.stringify(envelope);
  const bytes = Buffer.byteLength(json);
  if (bytes <= BODY_LIMIT_BYTES) {
    written.set(envelope, json);
    return json;
  }
  throw new Permanent(`${envelope.type} is ${bytes} bytes, more than ${BODY_LIMIT_BYTES}: send a storage reference`, 'message_too_large');
}

/** The bytes of an envelope, as they go out. */
export const bodyOf = (envelope: Envelope): Buffer => Buffer.from(jsonOf(envelope));

/** Whether somebody in the mesh should hear events of this type: then finding no queue is an error and not a matter of course. */
export const isAwaited = (type: string): boolean => !catalogue.get(type)?.unheard;

/** Carries envelopes between services. The in-memory one and RabbitMQ pass the same suite. */
export abstract class Transport {
  /** Connects and asserts the queues; throws a clear difference where an existing one does not fit. Called once per service. */
  abstract open(queues: readonly QueueSpec[]): Promise<void>;

  /** Resolves when every envelope has been taken over durably. Rejects when one could not be, or found no queue though one is expected. */
  abstract publish(envelopes: readonly Envelope[]): Promise<void>;

  /** Starts deliveries. Where `deliver` rejects, the process may as well have died: nothing is acknowledged and the message comes again. */
  abstract consume(queue: QueueSpec, deliver: (delivery: Delivery) => Promise<Verdict>): Promise<Consumption>;

  /**
   * Hands over what these services laid to rest, and what they will. A letter leaves its queue once `file` has resolved; where it
   * rejects, the letter goes behind the others and is offered again.
   */
  abstract keepLetters(services: readonly string[], file: (letter: Letter) => Promise<void>): Promise<Subscription>;

  /**
   * Hands over what is said in the mesh, and what was said while nobody recorded it, as long as it has a listener or is meant for nobody. An
   * event leaves once `record` has resolved; where it rejects, it is offered again.
   */
  abstract keepHistory(record: (overheard: Overheard) => Promise<void>): Promise<Subscription>;

  /**
   * Brings a letter's bytes back to its handler's queue and to no other, as if for the first time, marked with the replay's id.
   * Resolves when they have been taken over durably; rejects with Unroutable where that queue is no more.
   */
  abstract handBack(letter: Returnable, replay: string): Promise<void>;

  /** True when messages can flow in both directions now. */
  abstract get healthy(): boolean;

  abstract close(): Promise<void>;
}
