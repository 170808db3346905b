import { type ConfirmChannel, connect, type Options } from 'amqplib';

/** Somebody who has the broker's credentials and none of our code: sends whatever it likes, and hears from the broker that it has it. */
export async function asStranger<Result>(url: string, act: (stranger: Stranger) => Promise<Result>): Promise<Result> {
  const connection = await connect(url);
  connection.on('error', () => undefined);
  const channel = await connection.createConfirmChannel();
  channel.on('error', () => undefined);
  try {
    return await act(new Stranger(channel));
  } finally {
    await connection.close().catch(() => undefined);
  }
}

export class Stranger {
  constructor(readonly channel: ConfirmChannel) {}

  /** Straight into one queue, past every exchange. */
  put(queue: string, body: Buffer, options: Options.Publish = {}): Promise<void> {
    return this.publish('', queue, body, options);
  }

  /** To everybody who listens for this type. */
  announce(type: string, body: Buffer, options: Options.Publish = {}): Promise<void> {
    return this.publish('events', type, body, options);
  }

  /** Takes everything that a queue holds now, as its consumer would. */
  async takeAll(queue: string): Promise<{ body: Buffer; options: Options.Publish }[]> {
    const taken: { body: Buffer; options: Options.Publish }[] = [];
    for (let message = await this.channel.get(queue); message; message = await this.channel.get(queue)) {
      taken.push({ body: message.content, options: message.properties });
      this.channel.ack(message);
    }
    return taken;
  }

  private publish(exchange: string, key: string, body: Buffer, options: Options.Publish): Promise<void> {
    return new Promise((resolve, reject) => {
      this.channel.publish(exchange, key, body, { persistent: true, ...options }, (error) => {
        if (error) reject(error instanceof Error ? error : new Error(String(error)));
        else resolve();
      });
    });
  }
}
