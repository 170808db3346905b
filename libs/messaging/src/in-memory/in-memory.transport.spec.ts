import { describe } from 'vitest';
import { transportSuite } from '../transport.suite.js';
import { InMemoryTransport } from './in-memory.transport.js';

describe('the broker in memory', () => {
  const broker = new InMemoryTransport();
  transportSuite(() => ({
    client: () => broker,
    inject: (routingKey, body) => Promise.resolve(broker.inject(routingKey, body)),
    resting: (place) =>
      Promise.resolve(
        broker.resting(place).map(({ kind, body, error }) => ({
          body: Buffer.from(body).toString(),
          reason: kind === 'dead' ? (error.code ?? error.name) : error.message,
        })),
      ),
    interrupt: () => {
      broker.loseConnection();
      setImmediate(() => broker.restoreConnection());
      return Promise.resolve();
    },
  }));
});
