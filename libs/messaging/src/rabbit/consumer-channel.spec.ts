import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Channel } from 'amqplib';
import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import { ConsumerChannel } from './consumer-channel.js';

/** A connection that has not opened the channel yet: `opens` is what it does when it has. */
function connection() {
  let setup: (channel: Channel) => Promise<void>;
  const wrapper = Object.assign(new EventEmitter(), { close: () => Promise.resolve() });
  const managedConnection = Object.assign(new EventEmitter(), {
    createChannel: (options: { setup: typeof setup }) => ((setup = options.setup), wrapper),
  });
  const fake = {
    managedConnection,
    managedChannels: {},
    connected: true,
    createSubscriber: () => Promise.resolve(),
    unregisterConsumerForQueue: vi.fn(),
  };
  return { fake: fake as unknown as AmqpConnection, opens: (channel: object) => setup(channel as Channel) };
}

it('does not consume on a channel that is opened after it was retired', async () => {
  const { fake, opens } = connection();
  const consumer = new ConsumerChannel(fake, 'a-queue', 1, 'a-tag', { take: () => Promise.resolve(), lost: () => undefined });
  await consumer.open();
  await consumer.retire();
  const channel = Object.assign(new EventEmitter(), { close: vi.fn(() => Promise.resolve()), prefetch: vi.fn(() => Promise.resolve()) });
  await opens(channel);
  expect(channel.close).toHaveBeenCalledOnce();
  expect(channel.prefetch).not.toHaveBeenCalled();
});
