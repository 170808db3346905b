import { describe } from 'vitest';
import { transportSuite } from '../transport.suite.js';
import { InMemoryTransport } from './in-memory.transport.js';

describe('the broker in memory', () => {
  const broker = new InMemoryTransport();
  transportSuite(() => ({
    client: () => broker,
    inject: (routingKey, body) => Promise.resolve(broker.inject(routingKey, body)),
    resting: (queue) => {
      const [service, kind] = [queue.slice(0, queue.lastIndexOf('.')), queue.slice(queue.lastIndexOf('.') + 1)];
      const ours = <T extends { queue: string }>(list: readonly T[]) => list.filter((one) => one.queue.startsWith(`${service}.`));
      return Promise.resolve(
        kind === 'dead'
          ? ours(broker.dead).map(({ body, error }) => ({ body: Buffer.from(body).toString(), reason: error.code ?? error.name }))
          : ours(broker.skipped).map(({ reason }) => ({ body: '', reason })),
      );
    },
    interrupt: () => {
      broker.loseConnection();
      setImmediate(() => broker.restoreConnection());
      return Promise.resolve();
    },
  }));
});
