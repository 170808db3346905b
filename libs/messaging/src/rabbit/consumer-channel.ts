import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { ChannelWrapper } from 'amqp-connection-manager';
import type { Channel, ConsumeMessage } from 'amqplib';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { HANDLER_BUDGET_MS } from '../transport.js';

/** What a channel tells the one who supervises it. */
export interface ConsumerEvents {
  /** Handles a delivery up to the point where it may be acknowledged. `alive` turns false once it cannot be: the broker delivers it again. */
  take(message: ConsumeMessage, alive: () => boolean): Promise<void>;
  /** Nothing will arrive here any more although the connection is fine. */
  lost(reason: string): void;
}

/** One life of a consumer: a channel of its own with one subscription through golevelup, from open() to retire(). */
export class ConsumerChannel {
  /** True once nothing will arrive here any more although the connection is fine. */
  over = false;
  private readonly inHand = new Set<Promise<void>>();
  private wrapper?: ChannelWrapper;
  private channel?: Channel;
  private retired = false;

  constructor(
    private readonly connection: AmqpConnection,
    private readonly queue: string,
    /** How many deliveries may be in hand at once. */
    readonly prefetch: number,
    /** Fixed, so that a reconnect registers the same consumer again and cancelling finds it. */
    private readonly tag: string,
    private readonly events: ConsumerEvents,
  ) {}

  /** Resolves when deliveries can arrive; rejects where the queue is not there. */
  async open(): Promise<void> {
    const wrapper = this.connection.managedConnection.createChannel({
      name: this.tag,
      confirm: false,
      setup: (channel: Channel) => this.prepare(channel),
    });
    this.wrapper = wrapper;
    this.connection.managedChannels[this.tag] = wrapper;
    const refused = new Promise<never>((_, reject) => wrapper.on('error', (error: Error) => reject(error)));
    refused.catch(() => undefined);
    // Called in the same turn as createChannel: golevelup's own promise would go unhandled if the channel were already open and refused it.
    const subscribed = this.connection.createSubscriber(
      (_body, message) => this.hold(message!),
      {
        queue: this.queue,
        createQueueIfNotExists: false,
        queueOptions: { channel: this.tag, consumerOptions: { consumerTag: this.tag } },
        errorHandler: giveBack,
      },
      this.queue,
    );
    await Promise.race([subscribed, refused]);
  }

  /**
   * Stops deliveries by tag, waits for those in hand and their acknowledgements, then closes. A lost connection or a handler beyond
   * its budget ends the waiting: the broker redelivers.
   */
  async retire(): Promise<void> {
    if (this.retired) return;
    this.retired = true;
    let onLost!: () => void;
    const disconnected = new Promise<void>((resolve) => (onLost = resolve));
    this.connection.managedConnection.once('disconnect', onLost);
    const patience = new AbortController();
    await Promise.race([this.finish(), disconnected, pause(HANDLER_BUDGET_MS, undefined, { ref: false, signal: patience.signal })]);
    patience.abort();
    this.connection.managedConnection.removeListener('disconnect', onLost);
    delete this.connection.managedChannels[this.tag];
    (this.connection as unknown as Registry).unregisterConsumerForQueue(this.tag);
    await this.wrapper?.close().catch(() => undefined);
  }

  private async finish(): Promise<void> {
    // golevelup's own close() cancels nothing: messages would start during shutdown and run twice (finding 1).
    await this.channel?.cancel(this.tag).catch(() => undefined);
    while (this.inHand.size > 0) await Promise.allSettled(this.inHand);
    // golevelup acknowledges right after the handler's promise, still within this turn.
    await nextTurn();
  }

  private async prepare(channel: Channel): Promise<void> {
    // Retired while its channel was still being opened, or before a reconnection: the consumer would go on with nobody to stop it.
    if (this.retired) return channel.close();
    this.channel = channel;
    channel.on('cancel', () => this.say(channel, 'the broker cancelled the consumer'));
    // Without a listener amqplib would close the whole connection, and with it every other handler's channel.
    channel.on('error', (error: Error) => this.say(channel, error.message));
    channel.on('close', () => void nextTurn().then(() => this.say(channel, 'the channel closed')));
    await channel.prefetch(this.prefetch);
  }

  private say(channel: Channel, reason: string): void {
    // After a lost connection the same channel is set up again by itself; only a channel that died alone needs help.
    if (this.retired || this.channel !== channel || !this.connection.connected) return;
    this.over = true;
    this.events.lost(reason);
  }

  private hold(message: ConsumeMessage): Promise<void> {
    const channel = this.channel;
    const alive = () => this.channel === channel && this.connection.connected;
    const running = this.events.take(message, alive);
    const held = running.finally(() => this.inHand.delete(held));
    held.catch(() => undefined);
    this.inHand.add(held);
    return running;
  }
}

/** golevelup forgets a consumer only where it resumes it; one that is paused again and again would leave a channel each time. */
interface Registry {
  unregisterConsumerForQueue(tag: string): void;
}

/** Where a verdict could not be carried out, or the acknowledgement found its channel dead: in the latter case the broker already redelivers. */
function giveBack(channel: Channel, message: ConsumeMessage, error: unknown): void {
  if (error instanceof Error && error.name === 'IllegalOperationError') return;
  try {
    // reject, not nack: only reject still counts towards the delivery limit on RabbitMQ 4.3.
    channel.reject(message, true);
  } catch {
    // The channel died meanwhile: the broker redelivers by itself, and a throw here would end the process (finding 2).
  }
}
