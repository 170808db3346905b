import type { Type } from '@nestjs/common';
import { DEFAULT_RETRIES, type RetryPolicy } from './retry-policy.js';
import { topologyFor } from './rabbit/topology.js';
import { handlersOf } from './topology-of.js';

/**
 * The whole mesh's topology as text, stable and made to be read in review: a renamed handler shows as a queue gone and another
 * come. The checked-in docs/topology.json is this; a check compares them.
 */
export function topologySnapshot(services: readonly Type[], retries: RetryPolicy = DEFAULT_RETRIES): string {
  const handlers = handlersOf(services);
  const { exchanges, queues } = topologyFor(handlers, retries);
  const snapshot = {
    exchanges: Object.fromEntries(exchanges.map(({ name, type }) => [name, type])),
    queues: Object.fromEntries(
      queues.map(({ name, arguments: args, bindings }) => [
        name,
        { bindings: bindings.map(({ exchange, key }) => `${exchange}: ${key || '(all)'}`), arguments: args },
      ]),
    ),
    handlers: Object.fromEntries(handlers.map(({ name, types, emits, concurrency }) => [name, { hears: types, emits, concurrency }])),
  };
  return `${JSON.stringify(snapshot, null, 2)}\n`;
}
