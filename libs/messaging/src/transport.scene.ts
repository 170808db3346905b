import { randomUUID } from 'node:crypto';
import { afterEach, vi } from 'vitest';
import type { Envelope } from './envelope.js';
import type { Consumption, Delivery, QueueSpec, Transport, Verdict } from './transport.js';

/** A broker under test, with the tools of its operator. */
export interface Ground {
  /** A new client, not yet opened. Its retry delays are 100 and 200 ms. */
  client(): Transport;
  /** Publishes raw bytes, as a foreign program would. */
  inject(routingKey: string, body: Uint8Array): Promise<void>;
  /** What rests in `<service>.dead` or `<service>.skipped`. */
  resting(queue: string): Promise<readonly { body: string; reason: string }[]>;
  /** Cuts every connection once; clients may come back. */
  interrupt(): Promise<void>;
}

const failure = { name: 'Error', message: 'it failed', code: 'broken', stack: 'Error: it failed\n    at here' };
export const at = '2026-01-01T00:00:00.000Z';
export const anHourLater = '2026-01-01T01:00:00.000Z';
export const done: Verdict = { kind: 'done' };
export const again: Verdict = { kind: 'retry', delayMs: 100, error: failure, firstFailedAt: at };
export const dead: Verdict = { kind: 'dead', error: failure, attempts: 3, firstFailedAt: at, lastFailedAt: anHourLater };
export const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

export const newType = () => `suite.t${randomUUID().replaceAll('-', '')}.v1`;
export const idOf = ({ body }: Pick<Delivery, 'body'>) => (JSON.parse(Buffer.from(body).toString()) as Envelope).id;

export const handler = (
  types: readonly string[],
  { concurrency = 10, service = `service-${randomUUID()}`, name = 'listen' } = {},
): QueueSpec => ({ name: `${service}.${name}`, service, handler: name, types, concurrency });

export const event = (type: string, data: unknown = {}, id: string = randomUUID()): Envelope => ({
  specversion: '1.0',
  id,
  source: 'suite',
  type,
  time: at,
  datacontenttype: 'application/json',
  correlationid: 'run',
  data,
});

export interface Listener {
  readonly client: Transport;
  readonly heard: Delivery[];
  readonly subscription: Consumption;
}

/** Clients of the broker under test, closed after each test. */
export interface Scene {
  opened(...queues: QueueSpec[]): Promise<Transport>;
  /** A client that listens and notes what it hears. */
  listening(queue: QueueSpec, verdict?: (delivery: Delivery, count: number) => Verdict | Promise<Verdict>): Promise<Listener>;
}

export function sceneOn(ground: () => Ground): Scene {
  const clients: Transport[] = [];
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });
  const opened = async (...queues: QueueSpec[]) => {
    const client = ground().client();
    clients.push(client);
    await client.open(queues);
    return client;
  };
  return {
    opened,
    async listening(queue, verdict = () => done) {
      const client = await opened(queue);
      const heard: Delivery[] = [];
      const subscription = await client.consume(queue, async (delivery) => {
        heard.push(delivery);
        return verdict(delivery, heard.length);
      });
      return { client, heard, subscription };
    },
  };
}
