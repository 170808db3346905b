import type { RetryPolicy } from '../retry-policy.js';
import { DELIVERY_LIMIT, type QueueSpec } from '../transport.js';

/** Queue or exchange arguments as AMQP carries them. */
export type Arguments = Readonly<Record<string, string | number | boolean>>;

export interface DeclaredExchange {
  name: string;
  type: 'topic' | 'fanout';
}

export interface DeclaredQueue {
  name: string;
  arguments: Arguments;
  /** Where its messages come from: `exchange` and the key it listens for. */
  bindings: readonly { exchange: string; key: string }[];
}

/** The history overhears a type on behalf of one listener. It comes and goes with that listener's own binding, and after it. */
export interface Echo {
  key: string;
  listener: string;
}

/** Everything that a set of handlers needs at the broker. Pure: made without one. */
export interface Topology {
  exchanges: readonly DeclaredExchange[];
  queues: readonly DeclaredQueue[];
  echoes: readonly Echo[];
}

/** Every event goes through this one; its routing key is its type. */
export const EVENTS = 'events';
/** Takes what a queue gave up on to `<service>.dead`. */
export const DEAD = 'dead';
/** Takes a copy of what somebody listens for to the history, where one is kept. */
export const HISTORY = 'history';
export const HISTORY_QUEUE = 'history';
/** Listens, in an echo, for what is meant for nobody. */
const NOBODY = 'nobody';
/** The broker's own exchange: its routing key is a queue's name. */
export const DIRECT_TO_QUEUE = '';

/** Skipped messages are kept for a look, not for ever: the oldest goes first. */
const SKIPPED_KEPT = 10_000;

/** A message is handed over to its dead letters only once those have it: needs reject-publish, or RabbitMQ silently falls back to losing. */
const SAFE_HAND_OVER = { 'x-queue-type': 'quorum', 'x-dead-letter-strategy': 'at-least-once', 'x-overflow': 'reject-publish' } as const;

export const deadQueue = (service: string): string => `${service}.dead`;
export const skippedQueue = (service: string): string => `${service}.skipped`;
export const retryName = (delayMs: number): string => `retry.${duration(delayMs)}`;

/** The queues of some handlers with all that stands around them. Throws when two handlers claim one queue. */
export function topologyFor(specs: readonly QueueSpec[], retries: Pick<RetryPolicy, 'delaysMs'>): Topology {
  const twice = specs.find((spec, at) => specs.findIndex(({ name }) => name === spec.name) !== at);
  if (twice) throw new Error(`${twice.name} is claimed by two handlers: one queue, one handler`);
  const services = [...new Set(specs.map(({ service }) => service))];
  const delays = [...new Set(retries.delaysMs)].sort((a, b) => a - b);
  return {
    exchanges: [
      { name: EVENTS, type: 'topic' },
      { name: DEAD, type: 'topic' },
      { name: HISTORY, type: 'fanout' },
      ...delays.map((delayMs) => ({ name: retryName(delayMs), type: 'fanout' as const })),
    ],
    queues: [
      // Dead letters first: a hand-over that finds no queue is tried again only every 180 s (measured on 3.10).
      ...services.flatMap((service) => [dead(service), skipped(service)]),
      ...delays.map(retry),
      ...specs.map(work),
    ],
    echoes: specs.flatMap(({ name: listener, types }) => types.map((key) => ({ key, listener }))),
  };
}

/** Days of a mesh: while nobody keeps the history for longer than that, its oldest goes. */
const OVERHEARD_BYTES = 1024 ** 3;
/** A keeper that dies over and over loses nothing: from 4.0 on RabbitMQ would let go of a message after 20 deliveries. */
const PATIENCE = 1_000_000;

/**
 * Where the history waits for its keeper, who overhears `unheard` types though nobody listens. On a quorum like its neighbours: they share one log on disk,
 * and a classic queue's own made confirms wait longer (measured, ADR 15).
 */
export const historyPlace = (unheard: readonly string[]): Topology => ({
  exchanges: [
    { name: EVENTS, type: 'topic' },
    { name: HISTORY, type: 'fanout' },
  ],
  queues: [
    {
      name: HISTORY_QUEUE,
      arguments: { 'x-queue-type': 'quorum', 'x-max-length-bytes': OVERHEARD_BYTES, 'x-delivery-limit': PATIENCE },
      bindings: [{ exchange: HISTORY, key: '' }],
    },
  ],
  echoes: unheard.map((key) => ({ key, listener: NOBODY })),
});

/** The places where messages of some services rest, for who keeps them: a service that never ran has none yet. */
export const restingPlaces = (services: readonly string[]): Topology => ({
  exchanges: [{ name: DEAD, type: 'topic' }],
  queues: services.flatMap((service) => [dead(service), skipped(service)]),
  echoes: [],
});

/** Delays exist as queues: the shortest declared one that is not shorter than wanted, or the longest there is. */
export const nearestDelay = (delaysMs: readonly number[], wantedMs: number): number =>
  delaysMs.find((declared) => declared >= wantedMs) ?? delaysMs.at(-1) ?? wantedMs;

const work = ({ name, types }: QueueSpec): DeclaredQueue => ({
  name,
  arguments: {
    ...SAFE_HAND_OVER,
    'x-dead-letter-exchange': DEAD,
    'x-dead-letter-routing-key': name,
    'x-delivery-limit': DELIVERY_LIMIT,
  },
  bindings: types.map((key) => ({ exchange: EVENTS, key })),
});

/** One queue per delay, never a time to live per message: a short delay would wait behind a long one. Expired messages return by queue name. */
const retry = (delayMs: number): DeclaredQueue => ({
  name: retryName(delayMs),
  arguments: { ...SAFE_HAND_OVER, 'x-message-ttl': delayMs, 'x-dead-letter-exchange': DIRECT_TO_QUEUE },
  bindings: [{ exchange: retryName(delayMs), key: '' }],
});

const dead = (service: string): DeclaredQueue => ({
  name: deadQueue(service),
  arguments: { 'x-queue-type': 'quorum' },
  bindings: [{ exchange: DEAD, key: `${service}.*` }],
});

const skipped = (service: string): DeclaredQueue => ({
  name: skippedQueue(service),
  arguments: { 'x-queue-type': 'quorum', 'x-max-length': SKIPPED_KEPT },
  bindings: [],
});

/** 5000 is `5s`, 120000 is `2m`, 250 is `250ms`. */
function duration(ms: number): string {
  for (const [unit, size] of [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
  ] as const)
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`;
  return `${ms}ms`;
}
