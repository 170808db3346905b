import { type ChannelModel, connect } from 'amqplib';
import { afterAll, describe, onTestFinished } from 'vitest';
import { transportSuite } from '../transport.suite.js';
import { RabbitTransport } from './rabbit.transport.js';
import { testVhostOrReason } from '@polyreel/test-servers';
import { EVENTS } from './topology.js';

const vhost = await testVhostOrReason();
const reason = typeof vhost === 'string' ? ` (${vhost})` : '';

describe.skipIf(typeof vhost === 'string')(`RabbitMQ${reason}`, () => {
  if (typeof vhost === 'string') return;
  afterAll(() => vhost.drop());

  async function operator(): Promise<ChannelModel> {
    const connection = await connect(vhost_.url);
    connection.on('error', () => undefined);
    onTestFinished(() => connection.close().catch(() => undefined));
    return connection;
  }
  const vhost_ = vhost;

  transportSuite(() => ({
    client: () => new RabbitTransport({ RABBITMQ_URL: vhost.url }, { immediate: 1, jitterMs: [0, 0], delaysMs: [100, 200] }),
    inject: async (routingKey, body) => {
      const channel = await (await operator()).createConfirmChannel();
      channel.publish(EVENTS, routingKey, Buffer.from(body));
      await channel.waitForConfirms();
    },
    resting: async (queue) => {
      const connection = await operator();
      const channel = await connection.createChannel();
      const found: { body: string; reason: string }[] = [];
      for (let message = await channel.get(queue); message; message = await channel.get(queue)) {
        const headers = message.properties.headers ?? {};
        found.push({ body: message.content.toString(), reason: String(headers['x-reason'] ?? headers['x-death']?.[0]?.reason) });
      }
      // Closing gives them back.
      await connection.close();
      return found;
    },
    interrupt: async () => {
      await vhost.rabbitmqctl('close_all_connections', 'spec');
    },
  }));
});
