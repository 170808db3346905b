import { declareTopology } from './declare-topology.js';
import type { Topology } from './topology.js';

/** What this process has made sure of at each broker, or is about to. */
const sure = new Map<string, Map<string, Promise<void>>>();

/**
 * Asserts what of a topology this process has not asserted at this broker yet. The services of one process share the exchanges and
 * the retry queues, and the launcher has declared all of it before: asking for each again cost a connection and a dozen channels a
 * service. Throws as declareTopology does; what failed is asked for again the next time.
 */
export async function declareOnce(url: string, topology: Topology, declare = declareTopology): Promise<void> {
  const known = sure.get(url) ?? new Map<string, Promise<void>>();
  sure.set(url, known);
  const isFresh = (part: object) => !known.has(JSON.stringify(part));
  const fresh = {
    exchanges: topology.exchanges.filter(isFresh),
    queues: topology.queues.filter(isFresh),
    echoes: topology.echoes.filter(isFresh),
  };
  const all = [...topology.exchanges, ...topology.queues, ...topology.echoes];
  const others = all.flatMap((part) => known.get(JSON.stringify(part)) ?? []);
  // Others' first: a binding needs its exchange.
  const declared = Promise.all(others).then(() =>
    fresh.exchanges.length + fresh.queues.length + fresh.echoes.length > 0 ? declare(url, fresh) : undefined,
  );
  for (const part of [...fresh.exchanges, ...fresh.queues, ...fresh.echoes]) known.set(JSON.stringify(part), declared);
  try {
    await declared;
  } catch (error) {
    for (const [part, promise] of known) if (promise === declared) known.delete(part);
    throw error;
  }
}

/** Nothing is sure any more: this broker was away, and one that was killed may have forgotten what it was told a moment before. */
export const unsure = (url: string): void => void sure.delete(url);
