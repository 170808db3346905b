import { type ConfirmChannel, connect, type Options } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { type Scene } from '../scene.js';

/** Somebody who has the broker's credentials and none of our code: sends whatever it likes, and hears from the broker that it has it. */
export async function asStranger<Result>({ stage, history }: Scene, act: (stranger: Stranger) => Promise<Result>): Promise<Result> {
  const connection = await connect(stage.direct.broker);
  connection.on('error', () => undefined);
  const channel = await connection.createConfirmChannel();
  channel.on('error', () => undefined);
  try {
    return await act(new Stranger(channel, (queue, eventId) => history.add({ kind: 'forged', queue, eventId })));
  } finally {
    // A broker that was killed meanwhile does not answer a good-bye.
    const closed = new Promise((resolve) => connection.once('close', resolve));
    const goodBye = Promise.resolve().then(() => connection.close());
    await Promise.race([closed, goodBye]).catch(() => undefined);
  }
}

export class Stranger {
  constructor(
    readonly channel: ConfirmChannel,
    private readonly note: (queue: string, eventId: string) => void,
  ) {}

  /** Straight into one queue, past every exchange; what becomes of it is judged. */
  put(queue: string, body: Buffer, { messageId = idIn(body) ?? randomUUID(), ...options }: Options.Publish = {}): Promise<void> {
    this.note(queue, messageId);
    return this.publish('', queue, body, { messageId, ...options });
  }

  /** The same, for what nobody in the mesh is to account for. */
  drop(queue: string, body: Buffer): Promise<void> {
    return this.publish('', queue, body, {});
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

/** The id that a body itself says, where it says one. */
function idIn(body: Buffer): string | undefined {
  try {
    const { id } = JSON.parse(body.toString()) as { id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
