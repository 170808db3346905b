import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Channel, ConsumeMessage, Options } from 'amqplib';
import { BrokerUnavailable, Unroutable } from '../transport.js';
import { PublishWindow } from '../publish-window.js';

const CONFIRM_TIMEOUT_MS = 10_000;

export interface Outgoing {
  exchange: string;
  routingKey: string;
  body: Buffer;
  options: Options.Publish & { messageId: string };
}

/** Sends with confirms on the publishing connection. Resolved means: the broker has it durably, in at least one queue where `mandatory`. */
export class RabbitPublisher {
  /** Messages that came back, by id; the broker returns a message before it confirms it. */
  private readonly returned = new Map<string, number>();
  private readonly window = new PublishWindow();

  constructor(private readonly connection: AmqpConnection) {}

  async open(): Promise<void> {
    await this.connection.managedChannel.addSetup((channel: Channel) => {
      channel.on('return', ({ properties }: ConsumeMessage) => this.count(String(properties.messageId), 1));
    });
  }

  /** Throws BrokerUnavailable (try again later) or Unroutable (no queue wants it). */
  async send({ exchange, routingKey, body, options }: Outgoing): Promise<void> {
    await this.window.run(body.byteLength, CONFIRM_TIMEOUT_MS, async () => {
      try {
        await this.connection.publish(exchange, routingKey, body, { ...options, timeout: CONFIRM_TIMEOUT_MS } as Options.Publish);
      } catch (error) {
        throw new BrokerUnavailable(`${routingKey} was not confirmed within ${CONFIRM_TIMEOUT_MS} ms`, { cause: error });
      }
      if (this.count(options.messageId, -1)) throw new Unroutable(`no queue listens to ${routingKey} on "${exchange}"`);
    });
  }

  /** Notes or takes back one return; answers whether there was one to take back. */
  private count(id: string, step: 1 | -1): boolean {
    const returns = this.returned.get(id) ?? 0;
    if (returns + step > 0) this.returned.set(id, returns + step);
    else this.returned.delete(id);
    return returns > 0;
  }
}
