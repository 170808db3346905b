/**
 * The floor of the workflow benchmark: the same queues and the same events in bare amqplib, quorum queues, confirms before every
 * acknowledgement, noDelay, one connection to publish and one to consume, no database and no work.
 */
import { type ConsumeMessage, connect } from 'amqplib';
import { createServer } from 'node:http';
import type { EventContract } from '@polyreel/contracts';
import { FIRST_BARE_PORT } from './bare-nest.js';
import { HOPS } from './text-path.js';

const PREFETCH = 16;
const url = process.env['RABBITMQ_URL']!;
const [publishing, consuming] = await Promise.all([connect(url, { noDelay: true }), connect(url, { noDelay: true })]);
const publisher = await publishing.createConfirmChannel();
await publisher.assertExchange('events', 'topic');

const publish = ({ type }: EventContract, { content, properties }: ConsumeMessage) =>
  new Promise<void>((resolve, reject) =>
    publisher.publish('events', type, content, { persistent: true, correlationId: properties.correlationId as string }, (error) =>
      error ? reject(error as Error) : resolve(),
    ),
  );

/** What has come of each run that waits for more. */
const waiting = new Map<string, Set<string>>();

function next(queue: string, { fields: { routingKey }, properties }: ConsumeMessage): EventContract | undefined {
  const hop = HOPS.find((one) => one.queue === queue && one.emits && one.hears.some(({ type }) => type === routingKey));
  if (!hop?.waitsFor) return hop?.emits;
  const key = `${String(properties.correlationId)} ${hop.emits!.type}`;
  const come = (waiting.get(key) ?? new Set()).add(routingKey);
  waiting.set(key, come);
  if (come.size < hop.waitsFor.length) return undefined;
  waiting.delete(key);
  return hop.emits;
}

for (const queue of new Set(HOPS.map((hop) => hop.queue))) {
  const channel = await consuming.createChannel();
  await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  for (const { type } of HOPS.filter((hop) => hop.queue === queue).flatMap(({ hears }) => hears))
    await channel.bindQueue(queue, 'events', type);
  await channel.prefetch(PREFETCH);
  await channel.consume(queue, (message) => {
    if (!message) return;
    const event = next(queue, message);
    void (event ? publish(event, message) : Promise.resolve()).then(() => channel.ack(message));
  });
}

const port = FIRST_BARE_PORT + Number(process.env['PORT_OFFSET']);
createServer((_, response) => response.end()).listen(port, '127.0.0.1', () =>
  console.log(JSON.stringify({ port, message: 'bare-hops is ready' })),
);
process.once('SIGTERM', () => void Promise.all([consuming.close(), publishing.close()]).then(() => process.exit(0)));
