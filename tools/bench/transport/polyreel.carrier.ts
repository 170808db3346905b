import { DEFAULT_RETRIES, envelopesOf, RabbitTransport } from '@polyreel/messaging';
import { connect } from 'amqplib';
import type { OpenCarrier } from './carrier.js';
import { ParcelSent } from './parcels.events.js';

const SERVICE = 'generation-orchestrator';

/** RabbitTransport as every service has it: envelopes, quorum queues with dead letters, confirms, mandatory routing. */
export const open: OpenCarrier = async ({ url, queue: handler, prefetch, arrived }) => {
  const transport = new RabbitTransport({ RABBITMQ_URL: url }, DEFAULT_RETRIES);
  const queue = { name: `${SERVICE}.${handler}`, service: SERVICE, handler, types: [ParcelSent.type], concurrency: prefetch };
  await transport.open([queue]);
  const subscription = await transport.consume(queue, ({ body }) => {
    const { subject } = JSON.parse(Buffer.from(body).toString()) as { subject: string };
    arrived(subject);
    return Promise.resolve({ kind: 'done' });
  });
  return {
    send: (parcelId, content) => transport.publish(envelopesOf([ParcelSent({ parcelId, content })], SERVICE)),
    async close() {
      await subscription.drain();
      await transport.close();
      await deleteQueue(url, queue.name);
    },
  };
};

async function deleteQueue(url: string, name: string): Promise<void> {
  const connection = await connect(url);
  await (await connection.createChannel()).deleteQueue(name);
  await connection.close();
}
