import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Logger } from '@polyreel/service-kit';
import type { ConsumeMessage } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Subscription } from '../transport.js';
import { consumerRestarts } from '../telemetry/metrics.js';
import { ConsumerChannel } from './consumer-channel.js';
import type { Watched } from './consumer-watchdog.js';
import type { Hold } from './delivery-hold.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

/** Brings a message to the point where it may be acknowledged. Where it throws, the broker gets the message back. */
export type Intake = (message: ConsumeMessage, hold: Hold) => Promise<void>;

/** A queue and how many of its messages may be in hand at once. */
export interface Source {
  readonly name: string;
  readonly concurrency: number;
}

/** Keeps a queue consumed, whatever the broker does to the consumer, until it is drained. */
export class RabbitConsumer implements Subscription, Watched {
  private current?: ConsumerChannel;
  private readonly retiring = new Set<Promise<void>>();
  private recovering?: Promise<void>;
  private draining = false;

  constructor(
    private readonly connection: AmqpConnection,
    readonly queue: Source,
    private readonly intake: Intake,
    /** Declares the queue with all that stands around it, where a refusal harms nobody: on a connection of its own. */
    private readonly declare: () => Promise<void>,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    const channel = new ConsumerChannel(this.connection, this.queue.name, this.queue.concurrency, `${this.queue.name}#${randomUUID()}`, {
      take: (message, alive) => this.intake(message, { alive, patient: () => !this.draining }),
      lost: (reason) => void this.recover(reason),
    });
    this.current = channel;
    await channel.open();
  }

  /** Consumes anew, as often as it takes. golevelup swallows a server-side cancel: connected, no consumer, messages piling up (finding 3). */
  recover(reason: string): Promise<void> {
    if (this.draining) return Promise.resolve();
    return (this.recovering ??= this.startAgain(reason).finally(() => (this.recovering = undefined)));
  }

  async drain(): Promise<void> {
    this.draining = true;
    await this.recovering;
    this.retireCurrent();
    await Promise.all(this.retiring);
  }

  private async startAgain(reason: string): Promise<void> {
    for (let waitMs = FIRST_PAUSE_MS; !this.draining; waitMs = Math.min(waitMs * 2, LONGEST_PAUSE_MS)) {
      this.log.warn({ queue: this.queue.name, reason }, 'a consumer was lost and starts again');
      consumerRestarts.inc({ queue: this.queue.name });
      this.retireCurrent();
      try {
        await this.declare();
        return await this.start();
      } catch (error) {
        this.log.error({ err: error, queue: this.queue.name }, 'a consumer could not start again yet');
        await pause(waitMs);
      }
    }
  }

  /** What the lost channel still has in hand may finish beside its successor. */
  private retireCurrent(): void {
    const retired = this.current?.retire();
    this.current = undefined;
    if (!retired) return;
    this.retiring.add(retired);
    void retired.finally(() => this.retiring.delete(retired));
  }
}
