import { type EventContract, PromptEnhanced } from '@polyreel/contracts';
import { type ChannelModel, connect } from 'amqplib';

/** Hears the end of every run, or another moment of it, by a plain consumer of its own. */
export class RunClock {
  private readonly ends = new Map<string, number>();
  private readonly waiting = new Map<string, (at: number) => void>();

  private constructor(readonly connection: ChannelModel) {}

  static async on(url: string, { type }: Pick<EventContract, 'type'> = PromptEnhanced): Promise<RunClock> {
    const connection = await connect(url, { noDelay: true });
    const clock = new RunClock(connection);
    const channel = await connection.createChannel();
    await channel.assertExchange('events', 'topic');
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await channel.bindQueue(queue, 'events', type);
    await channel.consume(queue, (message) => message && clock.heard(String(message.properties.correlationId)), { noAck: true });
    // Stands in for the services that do not run here: takes whatever they would hear, and keeps none of it.
    const nobody = await channel.assertQueue('', { exclusive: true, arguments: { 'x-max-length': 0 } });
    await channel.bindQueue(nobody.queue, 'events', '#');
    return clock;
  }

  /** When the run's prompts were enhanced, on performance.now()'s clock. Rejects after `patienceMs`. */
  endOf(run: string, patienceMs = 30_000): Promise<number> {
    const ended = this.ends.get(run);
    if (ended !== undefined) {
      this.ends.delete(run);
      return Promise.resolve(ended);
    }
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`run ${run} has not come to its end within ${patienceMs} ms`)), patienceMs);
      this.waiting.set(run, (at) => {
        clearTimeout(late);
        this.waiting.delete(run);
        resolve(at);
      });
    });
  }

  private heard(run: string): void {
    const at = performance.now();
    const told = this.waiting.get(run);
    if (told) told(at);
    else this.ends.set(run, at);
  }
}
