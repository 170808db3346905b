import { HandlerFaulted, MoodAnalyzed } from '@polyreel/contracts';
import { loggerFor } from '@polyreel/service-kit';
import { testVhostOrReason } from '@polyreel/test-servers';
import { type Channel, connect, type GetMessage } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Dispatcher } from '../dispatcher.js';
import { type Envelope, envelopesOf } from '../envelope.js';
import { Permanent } from '../permanent.error.js';
import type { QueueSpec } from '../transport.js';
import { RabbitTransport } from './rabbit.transport.js';
import { DIRECT_TO_QUEUE, EVENTS } from './topology.js';

const vhost = await testVhostOrReason();
/** So long that a message rests where it waits, and the spec itself can let the time pass. */
const retries = { immediate: 2, jitterMs: [0, 1], delaysMs: [600_000, 3_600_000] } as const;
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

/** What the retry policy writes on a message, as it lies in the broker's queues. */
describe.skipIf(typeof vhost === 'string')(`retries on RabbitMQ${typeof vhost === 'string' ? ` (${vhost})` : ''}`, () => {
  if (typeof vhost === 'string') return;
  let transport: RabbitTransport;
  let queue: QueueSpec;
  let channel: Channel;
  let close: () => Promise<void>;
  let handle: () => void;
  let sent: Envelope;
  beforeEach(async () => {
    const connection = await connect(vhost.url);
    channel = await connection.createChannel();
    close = () => connection.close();
    transport = new RabbitTransport({ RABBITMQ_URL: vhost.url }, retries);
    const service = `service-${randomUUID().slice(0, 8)}`;
    queue = { name: `${service}.listen`, service, handler: 'listen', types: [MoodAnalyzed.type], concurrency: 10 };
    await transport.open([queue, { ...queue, name: `${service}.faults`, handler: 'faults', types: [HandlerFaulted.type] }]);
    const dispatcher = new Dispatcher({ queue, emits: [], handle: () => handle() }, transport, retries, loggerFor('spec'));
    await transport.consume(queue, (delivery) => dispatcher.deliver(delivery));
    [sent] = envelopesOf([mood()], 'spec') as [Envelope];
  });
  afterEach(async () => {
    await transport.close();
    await channel.deleteQueue(queue.name);
    await close();
  });
  afterAll(() => vhost.drop());

  const mood = () =>
    MoodAnalyzed({
      analysisId: randomUUID(),
      generationId: randomUUID(),
      mood: { label: 'neutral', valence: 0, energy: 0, perSentence: [] },
      confidenceScore: 0,
      emotionalCues: [],
    });
  const takenFrom = (place: string) =>
    soon(async () => {
      const message = await channel.get(place, { noAck: true });
      if (!message) throw new Error(`nothing in ${place} yet`);
      return message;
    });
  /** What the broker does once the delay is over. */
  const delayOver = ({ content, fields, properties }: GetMessage) =>
    channel.publish(DIRECT_TO_QUEUE, fields.routingKey, content, { ...properties, headers: properties.headers });
  const isEmpty = async (place: string) => (await channel.checkQueue(place)).messageCount === 0;

  it('waits in one delay after the other with its attempt and its first failure on it, then rests with its reason', async () => {
    handle = () => {
      throw Object.assign(new Error('the lamp is out'), { code: 'lamp_out' });
    };
    await transport.publish([sent]);
    const second = await takenFrom('retry.10m');
    expect(second.fields.routingKey).toBe(queue.name);
    const first = { 'x-first-failed-at': second.properties.headers!['x-first-failed-at'] as string };
    expect(Date.parse(first['x-first-failed-at'])).toBeGreaterThan(0);
    expect(second.properties.headers).toMatchObject({ 'x-attempt': 2, 'x-error-message': 'the lamp is out' });
    delayOver(second);
    const third = await takenFrom('retry.1h');
    expect(third.properties.headers).toMatchObject({ 'x-attempt': 3, ...first });
    delayOver(third);
    const dead = await takenFrom(`${queue.service}.dead`);
    expect(dead.properties).toMatchObject({ messageId: sent.id, type: MoodAnalyzed.type });
    expect(dead.properties.headers).toMatchObject({
      'x-reason': 'lamp_out',
      'x-error-code': 'lamp_out',
      'x-attempts': 3,
      'x-original-type': MoodAnalyzed.type,
      ...first,
    });
    expect(Date.parse(dead.properties.headers!['x-last-failed-at'] as string)).toBeGreaterThanOrEqual(
      Date.parse(first['x-first-failed-at']),
    );
    expect(dead.content.toString()).toBe(JSON.stringify(sent));
  });

  it('waits for nothing where no try can help', async () => {
    handle = () => {
      throw new Permanent('nothing to see', 'nothing_to_see');
    };
    await transport.publish([sent]);
    const dead = await takenFrom(`${queue.service}.dead`);
    expect(dead.properties.headers).toMatchObject({ 'x-reason': 'nothing_to_see', 'x-attempts': 1 });
    expect([await isEmpty('retry.10m'), await isEmpty('retry.1h')]).toEqual([true, true]);
  });

  it('lays a skipped message apart from the failed ones, with its reason, untried', async () => {
    let runs = 0;
    handle = () => void runs++;
    const future = { ...sent, type: MoodAnalyzed.type.replace('.v1', '.v9') };
    channel.publish(EVENTS, MoodAnalyzed.type, Buffer.from(JSON.stringify(future)));
    const skipped = await takenFrom(`${queue.service}.skipped`);
    expect(skipped.properties.headers).toMatchObject({
      'x-reason': `${queue.name} does not know ${future.type}`,
      'x-handler': 'listen',
      'x-service': queue.service,
    });
    expect(await isEmpty(`${queue.service}.dead`)).toBe(true);
    expect(runs).toBe(0);
  });
});
