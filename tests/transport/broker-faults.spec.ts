import { BrokerUnavailable, type Delivery, type Envelope, type QueueSpec, RabbitTransport, type Transport } from '@polyreel/messaging';
import { connect } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { missingServers } from '../faults/stage/missing-servers.js';
import { PrivateBroker } from '../faults/stage/private-broker.js';
import { Roster } from '../faults/stage/roster.js';

const skipped = missingServers().includes('RabbitMQ') ? ' (skipped: RabbitMQ is not installed on this machine)' : '';
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 90_000, interval: 50 });
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
/** Bytes that somebody still holds on to. */
function held(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
const type = 'suite.broker_faulted.v1';
const retries = { immediate: 1, jitterMs: [0, 0], delaysMs: [100] } as const;

/** What happens to messages when the broker itself is stopped or short of memory; tests/faults also kills it. */
describe.skipIf(skipped)(`a broker in trouble${skipped}`, { timeout: 180_000 }, () => {
  let roster: Roster;
  let broker: PrivateBroker;
  let transport: Transport;
  let queue: QueueSpec;
  const heard: Delivery[] = [];
  beforeAll(async () => {
    roster = await Roster.begin();
    broker = await PrivateBroker.make(roster);
    await broker.server.start();
  });
  afterAll(() => roster.end());
  beforeEach(async () => {
    transport = new RabbitTransport({ RABBITMQ_URL: broker.server.url }, retries);
    queue = { name: `s${randomUUID()}.listen`, service: 'suite', handler: 'listen', types: [type], concurrency: 20 };
    heard.length = 0;
    await transport.open([queue]);
  });
  afterEach(async () => {
    // A test that failed may have left it stopped; where it runs, this does nothing.
    await broker.rabbitmqctl('start_app');
    await transport.close();
    const connection = await connect(broker.server.url);
    await (await connection.createChannel()).deleteQueue(queue.name);
    await connection.close();
  });

  const event = (data: unknown = {}): Envelope => ({
    specversion: '1.0',
    id: randomUUID(),
    source: 'spec',
    type,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    correlationid: 'run',
    data,
  });
  const listen = () => transport.consume(queue, (delivery) => Promise.resolve((heard.push(delivery), { kind: 'done' } as const)));
  const heardIds = () => new Set(heard.map(({ body }) => (JSON.parse(Buffer.from(body).toString()) as Envelope).id));
  const missing = (ids: readonly string[]) => {
    const heard = heardIds();
    return ids.filter((id) => !heard.has(id));
  };
  /** Publishes one after another until told to stop; answers the ids that the broker confirmed. */
  function publishing() {
    const confirmed: string[] = [];
    let on = true;
    const lanes = Array.from({ length: 20 }, async () => {
      while (on) {
        const sent = event();
        await transport.publish([sent]).then(
          () => confirmed.push(sent.id),
          () => undefined,
        );
      }
    });
    return { confirmed, stop: async () => ((on = false), await Promise.all(lanes)) };
  }

  it('takes up again after its restart where it was: nothing confirmed is lost, every consumer is back', async () => {
    await listen();
    const load = publishing();
    for (let round = 0; round < 2; round++) {
      const before = load.confirmed.length;
      await soon(() => expect(load.confirmed.length).toBeGreaterThan(before + 50));
      await broker.rabbitmqctl('stop_app');
      await soon(() => expect(transport.healthy).toBe(false));
      await broker.rabbitmqctl('start_app');
      await soon(() => expect(transport.healthy).toBe(true));
    }
    await load.stop();
    await soon(() => expect(missing(load.confirmed)).toEqual([]));
    await soon(async () => expect(await broker.rabbitmqctl('list_queues', 'name', 'consumers')).toContain(`${queue.name}\t1`));
  });

  it('costs publishers time and never memory while it is away: they wait, then are refused', async () => {
    await broker.rabbitmqctl('stop_app');
    await soon(() => expect(transport.healthy).toBe(false));
    const large = 'x'.repeat(200_000);
    const before = held();
    let refused = 0;
    let others = 0;
    for (let sent = 0; sent < 2_000; sent++) {
      void transport.publish([event(large)]).then(
        () => others++,
        (error: unknown) => (error instanceof BrokerUnavailable ? refused++ : others++),
      );
      await Promise.resolve();
    }
    // 40 MB may be on their way and 32 MB wait behind them (PublishWindow): the rest of the 400 MB is refused at once and let go.
    await soon(() => expect(refused).toBeGreaterThan(1_000));
    expect(held() - before).toBeLessThan(200 * 1024 * 1024);
    await soon(() => expect(refused + others).toBe(2_000));
    expect(refused).toBe(2_000);
    await broker.rabbitmqctl('start_app');
    await soon(() => transport.publish([event()]));
  });

  it('can be drained while a paused consumer waits for the broker, and leaves its messages in the queue', async () => {
    const consumption = await listen();
    await consumption.pause();
    await transport.publish([event()]);
    await broker.rabbitmqctl('stop_app');
    await soon(() => expect(transport.healthy).toBe(false));
    const resumed = consumption.resume();
    await consumption.drain();
    await resumed;
    await broker.rabbitmqctl('start_app');
    await soon(async () => expect(await broker.rabbitmqctl('list_queues', 'name', 'messages')).toContain(`${queue.name}\t1`));
    expect(heard).toEqual([]);
  });

  it('lets consumers empty their queues while an alarm holds publishers back', async () => {
    for (let sent = 0; sent < 200; sent += 50) await transport.publish(Array.from({ length: 50 }, () => event()));
    await broker.rabbitmqctl('set_disk_free_limit', '90000GB');
    const blocked = transport.publish([event()]).then(
      () => 'published',
      (error: unknown) => error,
    );
    await listen();
    await soon(async () => expect(await broker.rabbitmqctl('list_queues', 'name', 'messages')).toContain(`${queue.name}\t0`));
    expect(heardIds().size).toBe(200);
    expect(await blocked).toBeInstanceOf(BrokerUnavailable);
    await broker.rabbitmqctl('set_disk_free_limit', '50MB');
    await soon(() => transport.publish([event()]));
  });
});
