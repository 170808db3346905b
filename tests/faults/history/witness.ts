import { type Channel, type ChannelModel, connect, type ConsumeMessage } from 'amqplib';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type HeardEvent } from './history.js';

/** The queue of the one who hears everything that somebody else hears too. */
export const WITNESS_QUEUE = 'fault-suite.witness';
const EVENTS = 'events';
const RECONNECT_MS = 500;

const Heard = z.object({
  id: z.string(),
  type: z.string(),
  source: z.string(),
  correlationid: z.string(),
  causationid: z.string().optional(),
  traceparent: z.string().optional(),
  tier: z.string().optional(),
  data: z
    .object({
      generationId: z.string().optional(),
      shotIndex: z.number().optional(),
      attempt: z.number().optional(),
      queue: z.string().optional(),
      event: z.object({ id: z.string() }).optional(),
    })
    .optional(),
});

/** A plain consumer that knows nothing of our messaging library. It outlives the broker's falls. */
export class Witness {
  private connection?: ChannelModel;
  private channel?: Channel;
  private over = false;
  /** Bodies as they came, for those who want to send them again. */
  readonly bodies = new Map<string, { readonly type: string; readonly body: Buffer }>();

  constructor(
    private readonly url: string,
    private readonly types: readonly string[],
    private readonly onHeard: (event: HeardEvent) => void,
  ) {}

  /** Resolves once it listens. */
  async listen(): Promise<void> {
    const connection = await connect(this.url);
    this.connection = connection;
    connection.on('error', () => undefined);
    connection.once('close', () => void this.listenAgain());
    const channel = await connection.createChannel();
    channel.on('error', () => undefined);
    this.channel = channel;
    await channel.assertExchange(EVENTS, 'topic');
    await channel.assertQueue(WITNESS_QUEUE, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    for (const type of this.types) await channel.bindQueue(WITNESS_QUEUE, EVENTS, type);
    await channel.prefetch(500);
    await channel.consume(WITNESS_QUEUE, (message) => message && this.hear(message));
  }

  async stop(): Promise<void> {
    this.over = true;
    await this.connection?.close().catch(() => undefined);
  }

  private async listenAgain(): Promise<void> {
    while (!this.over) {
      await pause(RECONNECT_MS);
      try {
        return await this.listen();
      } catch {
        // The broker is still away.
      }
    }
  }

  private hear(message: ConsumeMessage): void {
    const heard = heardIn(message);
    if (heard) {
      this.bodies.set(heard.eventId, { type: heard.type, body: message.content });
      this.onHeard(heard);
    }
    try {
      this.channel!.ack(message);
    } catch {
      // The channel is gone: the broker brings the message again.
    }
  }
}

/** Undefined for what is no envelope: the suite itself publishes such things. */
function heardIn({ content, fields }: ConsumeMessage): HeardEvent | undefined {
  let body: unknown;
  try {
    body = JSON.parse(content.toString());
  } catch {
    return undefined;
  }
  const parsed = Heard.safeParse(body);
  if (!parsed.success) return undefined;
  const { id, type, source, correlationid, causationid, traceparent, tier, data } = parsed.data;
  return {
    eventId: id,
    type,
    source,
    correlationId: correlationid,
    causationId: causationid,
    traceparent,
    tier,
    generationId: data?.generationId,
    part: data?.shotIndex === undefined ? data?.attempt?.toString() : `shot ${data.shotIndex}`,
    faulted: data?.queue && data.event ? { queue: data.queue, eventId: data.event.id } : undefined,
    redelivered: fields.redelivered,
  };
}
