import { connect } from 'amqplib';
import type { OpenCarrier } from './carrier.js';

/** Bare amqplib: persistent messages, confirms, noDelay. */
export const open: OpenCarrier = async ({ url, queue, queueType, prefetch, arrived }) => {
  const [publishing, consuming] = await Promise.all([connect(url, { noDelay: true }), connect(url, { noDelay: true })]);
  const [publisher, consumer] = await Promise.all([publishing.createConfirmChannel(), consuming.createChannel()]);
  await consumer.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': queueType } });
  await consumer.prefetch(prefetch);
  await consumer.consume(queue, (message) => {
    if (!message) return;
    arrived(message.properties.messageId as string);
    consumer.ack(message);
  });
  return {
    send: (messageId, content) =>
      new Promise((resolve, reject) =>
        publisher.publish('', queue, Buffer.from(content), { persistent: true, messageId }, (error) =>
          error ? reject(error as Error) : resolve(),
        ),
      ),
    async close() {
      await consumer.deleteQueue(queue);
      await consuming.close();
      await publishing.close();
    },
  };
};
