import { HandlerFaulted, MoodAnalyzed } from '@polyreel/contracts';
import { loggerFor } from '@polyreel/service-kit';
import { connect } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dispatcher } from '../dispatcher.js';
import { envelopesOf } from '../envelope.js';
import { consumersActual, consumersExpected } from '../telemetry/metrics.js';
import type { Delivery, QueueSpec, Verdict } from '../transport.js';
import { RabbitTransport } from './rabbit.transport.js';
import { testVhostOrReason } from '@polyreel/test-servers';
import { SharedConnections } from './shared-connections.js';

const vhost = await testVhostOrReason();
const retries = { immediate: 2, jitterMs: [0, 1], delaysMs: [50, 100] } as const;
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });
const event = () =>
  MoodAnalyzed({
    analysisId: randomUUID(),
    generationId: randomUUID(),
    mood: { label: 'neutral', valence: 0, energy: 0, perSentence: [] },
    confidenceScore: 0,
    emotionalCues: [],
  });

/** The findings of reference/messaging.md section 0 that the suite of all transports cannot show. */
describe.skipIf(typeof vhost === 'string')(`consuming from RabbitMQ${typeof vhost === 'string' ? ` (${vhost})` : ''}`, () => {
  if (typeof vhost === 'string') return;
  const rejections: unknown[] = [];
  const note = (error: unknown) => rejections.push(error);
  let transport: RabbitTransport;
  let queue: QueueSpec;
  beforeEach(() => {
    process.on('unhandledRejection', note);
    transport = new RabbitTransport({ RABBITMQ_URL: vhost.url }, retries);
    const service = `service-${randomUUID().slice(0, 8)}`;
    queue = { name: `${service}.listen`, service, handler: 'listen', types: [MoodAnalyzed.type], concurrency: 10 };
  });
  afterEach(async () => {
    await transport.close();
    await withOperator((channel) => channel.deleteQueue(queue.name));
    process.off('unhandledRejection', note);
    expect(rejections.splice(0)).toEqual([]);
  });
  afterAll(() => vhost.drop());

  async function withOperator<T>(work: (channel: Awaited<ReturnType<Awaited<ReturnType<typeof connect>>['createChannel']>>) => Promise<T>) {
    const connection = await connect(vhost_.url);
    try {
      const channel = await connection.createChannel();
      channel.on('error', () => undefined);
      return await work(channel);
    } finally {
      await connection.close();
    }
  }
  const vhost_ = vhost;
  const state = () => withOperator((channel) => channel.checkQueue(queue.name));
  const consumers = async () => {
    const [expected, actual] = await Promise.all([consumersExpected.get(), consumersActual.get()]);
    return { expected: expected.values[0]?.value, actual: actual.values[0]?.value };
  };
  const send = (count: number) => transport.publish(envelopesOf(Array.from({ length: count }, event), 'spec'));

  it('finishes on shutdown what it holds and starts nothing more: 10 begun, 10 done, 50 left untouched', async () => {
    await transport.open([queue]);
    await send(60);
    let letGo!: () => void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let begun = 0;
    let ended = 0;
    const subscription = await transport.consume(queue, async () => {
      begun++;
      await held;
      ended++;
      return { kind: 'done' };
    });
    await soon(() => expect(begun).toBe(10));
    const drained = subscription.drain();
    letGo();
    await drained;
    await transport.close();
    expect([begun, ended]).toEqual([10, 10]);
    expect((await state()).messageCount).toBe(50);
    const untouched = await withOperator(async (channel) => (await channel.get(queue.name)) || undefined);
    expect(untouched?.fields.redelivered).toBe(false);
  });

  it('consumes again by itself after the broker cancelled it, with the queue declared anew', async () => {
    await transport.open([queue]);
    let heard = 0;
    await transport.consume(queue, () => Promise.resolve((heard++, { kind: 'done' } as const)));
    await withOperator((channel) => channel.deleteQueue(queue.name));
    await soon(async () => expect((await state()).consumerCount).toBe(1));
    await send(1);
    await soon(() => expect(heard).toBe(1));
  });

  it('notices a consumer that vanished without a word', async () => {
    await transport.open([queue]);
    let heard = 0;
    await transport.consume(queue, () => Promise.resolve((heard++, { kind: 'done' } as const)));
    const { consuming, watchdog } = await SharedConnections.acquire(vhost.url);
    const [tag] = consuming.consumerTags.filter((each) => each.startsWith(queue.name));
    await consuming.cancelConsumer(tag!);
    expect((await state()).consumerCount).toBe(0);
    await watchdog.round();
    expect(await consumers()).toEqual({ expected: 1, actual: 0 });
    expect((await state()).consumerCount).toBe(1);
    await watchdog.round();
    expect(await consumers()).toEqual({ expected: 1, actual: 1 });
    await send(1);
    await soon(() => expect(heard).toBe(1));
    await SharedConnections.release(vhost.url);
  });

  it('does not take a paused consumer for one that vanished', async () => {
    await transport.open([queue]);
    const consumption = await transport.consume(queue, () => Promise.resolve({ kind: 'done' }));
    await consumption.pause();
    const { watchdog } = await SharedConnections.acquire(vhost.url);
    await watchdog.round();
    expect((await state()).consumerCount).toBe(0);
    expect(await consumers()).toEqual({ expected: 0, actual: 0 });
    await consumption.resume();
    expect((await state()).consumerCount).toBe(1);
    await SharedConnections.release(vhost.url);
  });

  it('declares its queue anew where that was deleted while it was paused', async () => {
    await transport.open([queue]);
    let heard = 0;
    const consumption = await transport.consume(queue, () => Promise.resolve((heard++, { kind: 'done' } as const)));
    await consumption.pause();
    await withOperator((channel) => channel.deleteQueue(queue.name));
    await consumption.resume();
    await send(1);
    await soon(() => expect(heard).toBe(1));
  });

  it('leaves nothing behind of the consumers that it no longer has', async () => {
    await transport.open([queue]);
    const consumption = await transport.consume(queue, () => Promise.resolve({ kind: 'done' }));
    const { consuming } = await SharedConnections.acquire(vhost.url);
    const own = () => consuming.consumerTags.filter((tag) => tag.startsWith(queue.name));
    for (let round = 0; round < 3; round++) {
      await consumption.pause();
      expect(own()).toEqual([]);
      await consumption.resume();
      expect(own()).toHaveLength(1);
    }
    await SharedConnections.release(vhost.url);
  });

  it('leaves one consumer, not two, after connections were closed again and again', async () => {
    await transport.open([queue]);
    await transport.consume(queue, () => Promise.resolve({ kind: 'done' }));
    for (let round = 0; round < 2; round++) {
      await vhost.rabbitmqctl('close_all_connections', 'spec');
      await soon(() => expect(transport.healthy).toBe(false));
      await soon(async () => expect((await state()).consumerCount).toBe(1));
    }
    expect(transport.healthy).toBe(true);
  });

  it('runs a poison message as often as its policy says, tells of the fault once, and lets others through', async () => {
    const faults: QueueSpec = { ...queue, name: `${queue.service}.faults`, handler: 'faults', types: [HandlerFaulted.type] };
    await transport.open([queue, faults]);
    const told: Delivery[] = [];
    await transport.consume(faults, (delivery) => Promise.resolve((told.push(delivery), { kind: 'done' } as const)));
    const [poison, sound] = envelopesOf([event(), event()], 'spec');
    const runs = new Map<string, number>();
    const dispatcher = new Dispatcher(
      {
        queue,
        emits: [],
        handle: (_data, { id }) => {
          runs.set(id, (runs.get(id) ?? 0) + 1);
          if (id === poison!.id) throw new Error('always');
        },
      },
      transport,
      retries,
      loggerFor('spec'),
    );
    await transport.consume(queue, (delivery): Promise<Verdict> => dispatcher.deliver(delivery));
    await transport.publish([poison!, sound!]);
    await soon(() => expect(told).toHaveLength(1));
    expect(runs.get(sound!.id)).toBe(1);
    expect(runs.get(poison!.id)).toBe(retries.immediate * (retries.delaysMs.length + 1));
    const dead = await soon(() =>
      withOperator(async (channel) => {
        const message = await channel.get(`${queue.service}.dead`, { noAck: true });
        if (!message) throw new Error('not yet');
        return message;
      }),
    );
    expect(dead.properties.headers).toMatchObject({
      'x-handler': 'listen',
      'x-service': queue.service,
      'x-reason': 'Error',
      'x-error-message': 'always',
      'x-attempts': 3,
      'x-original-type': MoodAnalyzed.type,
      'x-first-failed-at': expect.any(String),
      'x-last-failed-at': expect.any(String),
      'x-error-stack': expect.stringContaining('always'),
    });
    expect(dead.content.toString()).toBe(JSON.stringify(poison));
  });

  it('sends without waiting for Nagle on both of its two connections', async () => {
    await transport.open([queue]);
    const { publishing, consuming } = await SharedConnections.acquire(vhost.url);
    expect(publishing).not.toBe(consuming);
    for (const { connection } of [publishing, consuming]) {
      const socket = (connection as unknown as { connection: { stream: object } }).connection.stream;
      const noDelay = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'kSetNoDelay');
      expect(noDelay && Reflect.get(socket, noDelay)).toBe(true);
    }
    await SharedConnections.release(vhost.url);
  });
});
