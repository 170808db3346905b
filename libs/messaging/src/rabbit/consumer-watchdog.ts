import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Logger } from '@polyreel/service-kit';
import type { Channel, ChannelModel } from 'amqplib';
import { consumersActual, consumersExpected } from '../telemetry/metrics.js';

/** A consumer that can be asked whether it should be there, and be started again. */
export interface Watched {
  readonly queue: { readonly name: string };
  /** False while it is paused on purpose. */
  readonly expected: boolean;
  recover(reason: string): Promise<void>;
}

const ROUND_MS = 10_000;

/**
 * Compares the consumers that this process believes it has with those that the broker counts. The cancel that a broker sends can
 * be missed; a queue that nobody reads while everything says "connected" is the quietest way to lose a run (finding 3).
 * The broker counts consumers of all processes: one that is missing beside a sister's is found by the sister's death at the latest.
 */
export class ConsumerWatchdog {
  private readonly watched = new Set<Watched>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly connection: AmqpConnection,
    private readonly log: Logger,
  ) {}

  watch(consumer: Watched): void {
    this.watched.add(consumer);
    this.timer ??= setInterval(
      () => void this.round().catch((error: unknown) => this.log.warn({ err: error }, 'a watch round failed')),
      ROUND_MS,
    ).unref();
  }

  forget(consumer: Watched): void {
    this.watched.delete(consumer);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Asks for every queue once and starts again what is missing. Does nothing while disconnected: then there is nothing to compare. */
  async round(): Promise<void> {
    if (!this.connection.connected) return;
    let [expected, actual] = [0, 0];
    let channel: Channel | undefined;
    for (const consumer of [...this.watched].filter(isExpected)) {
      channel ??= await opened(this.connection.connection as unknown as ChannelModel);
      const count = await channel.checkQueue(consumer.queue.name).then(
        ({ consumerCount }) => consumerCount,
        () => (channel = undefined), // the queue is gone, and the channel with it
      );
      // Paused or drained while the broker was asked.
      if (!isExpected(consumer) || !this.watched.has(consumer)) continue;
      expected++;
      if (count) actual++;
      else await consumer.recover('the broker knows no consumer of its queue');
    }
    await channel?.close();
    consumersExpected.set(expected);
    consumersActual.set(actual);
  }
}

const isExpected = ({ expected }: Watched): boolean => expected;

async function opened(connection: ChannelModel): Promise<Channel> {
  const channel = await connection.createChannel();
  channel.on('error', () => undefined);
  return channel;
}
