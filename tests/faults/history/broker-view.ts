import { catalogue } from '@polyreel/contracts';
import { type Stage } from '../stage/stage.js';
import { WITNESS_QUEUE } from './witness.js';

export interface QueueState {
  readonly name: string;
  readonly ready: number;
  readonly unacked: number;
  readonly consumers: number;
}

/** Which events a queue listens for. */
export interface Binding {
  readonly queue: string;
  readonly type: string;
}

interface ListedQueue {
  name: string;
  messages_ready: number;
  messages_unacknowledged: number;
}

/** Every queue of the mesh with what it holds now; `consumers` as the broker counts them. */
export async function queuesOf(stage: Stage): Promise<QueueState[]> {
  const listed = await stage.broker.ask<ListedQueue[]>('GET', 'queues/polyreel?disable_stats=true&enable_queue_totals=true');
  const consumers = await stage.broker.ask<{ queue: { name: string } }[]>('GET', 'consumers/polyreel');
  return listed
    .filter(({ name }) => name !== WITNESS_QUEUE)
    .map(({ name, messages_ready, messages_unacknowledged }) => ({
      name,
      ready: messages_ready ?? 0,
      unacked: messages_unacknowledged ?? 0,
      consumers: consumers.filter(({ queue }) => queue.name === name).length,
    }));
}

interface ListedBinding {
  destination: string;
  destination_type: string;
  routing_key: string;
}

/** Everything that somebody in the mesh listens for now. */
export async function bindingsOf(stage: Stage): Promise<Binding[]> {
  const bindings = await stage.broker.ask<ListedBinding[]>('GET', 'exchanges/polyreel/events/bindings/source');
  return bindings
    .filter(({ destination, destination_type }) => destination_type === 'queue' && destination !== WITNESS_QUEUE)
    .map(({ destination, routing_key }) => ({ queue: destination, type: routing_key }));
}

/**
 * What a witness may bind itself to without being the reason that an event finds a queue: what somebody listens for, and what nobody is
 * meant to listen for. An event whose listener is missing thus comes back to its sender, as it would without a witness.
 */
export async function typesToHear(stage: Stage): Promise<string[]> {
  const unheard = [...catalogue.values()].filter((event) => event.unheard).map(({ type }) => type);
  return [...new Set([...(await bindingsOf(stage)).map(({ type }) => type), ...unheard])];
}
