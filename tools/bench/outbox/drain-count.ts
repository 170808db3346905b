import { type ChannelModel, connect } from 'amqplib';
import { ParcelSent } from '../transport/parcels.events.js';

/** Counts what the relays send, by a plain consumer outside of them. */
export class DrainCount {
  private readonly seen = new Set<string>();
  private arrived = 0;
  /** When the first and the last message that was not seen before arrived, on performance.now()'s clock. */
  first = 0;
  last = 0;

  private constructor(private readonly connection: ChannelModel) {}

  static async on(url: string): Promise<DrainCount> {
    const connection = await connect(url, { noDelay: true });
    const count = new DrainCount(connection);
    const channel = await connection.createChannel();
    await channel.assertExchange('events', 'topic');
    const { queue } = await channel.assertQueue('drained', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    await channel.bindQueue(queue, 'events', ParcelSent.type);
    await channel.consume(queue, (message) => message && count.heard(message.properties.messageId as string), { noAck: true });
    return count;
  }

  get size(): number {
    return this.seen.size;
  }

  /** Messages beyond the first of each. */
  get twice(): number {
    return this.arrived - this.seen.size;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private heard(id: string): void {
    this.arrived += 1;
    if (this.seen.has(id)) return;
    this.seen.add(id);
    this.last = performance.now();
    this.first ||= this.last;
  }
}
