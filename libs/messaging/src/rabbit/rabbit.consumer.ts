import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Logger } from '@polyreel/service-kit';
import type { ConsumeMessage } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Consumption } from '../transport.js';
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

/** Keeps a queue consumed as it is wanted, whatever the broker does to the consumer, until it is drained. */
export class RabbitConsumer implements Consumption, Watched {
  private current?: ConsumerChannel;
  private readonly retiring = new Set<Promise<void>>();
  /** How many messages at once are wanted; 0 while paused and once drained. */
  private wanted: number;
  /** The way from what is there to what is wanted, while it is gone. */
  private reaching?: Promise<void>;
  /** Whether the queue itself may be gone. */
  private doubtful = false;
  private readonly drained = new AbortController();
  private readonly stop = new Promise<void>((resolve) => this.drained.signal.addEventListener('abort', () => resolve()));

  constructor(
    private readonly connection: AmqpConnection,
    readonly queue: Source,
    private readonly intake: Intake,
    /** Declares the queue with all that stands around it, where a refusal harms nobody: on a connection of its own. */
    private readonly declare: () => Promise<void>,
    private readonly log: Logger,
  ) {
    this.wanted = queue.concurrency;
  }

  get expected(): boolean {
    return this.wanted > 0;
  }

  /** The first time. Rejects where the queue is not there. */
  start(): Promise<void> {
    return this.opened();
  }

  async pause(): Promise<void> {
    this.wanted = 0;
    await this.reach();
    await Promise.all(this.retiring);
  }

  /** A prefetch is a consumer's for life: another one takes over, and what the first has in hand may finish beside it. */
  resume(atOnce: number = this.queue.concurrency): Promise<void> {
    if (this.drained.signal.aborted) return Promise.resolve();
    this.wanted = Math.min(atOnce, this.queue.concurrency);
    return this.reach();
  }

  /** Consumes anew, as often as it takes. golevelup swallows a server-side cancel: connected, no consumer, messages piling up (finding 3). */
  recover(reason: string): Promise<void> {
    if (!this.expected) return Promise.resolve();
    this.doubtful = true;
    if (!this.reaching) {
      this.log.warn({ queue: this.queue.name, reason }, 'a consumer was lost and starts again');
      consumerRestarts.inc({ queue: this.queue.name });
      this.retireCurrent();
    }
    return this.reach();
  }

  async drain(): Promise<void> {
    this.drained.abort();
    await this.pause();
  }

  private get there(): number {
    return this.current && !this.current.over ? this.current.prefetch : 0;
  }

  /** Never rejects. Its first step is done before it returns: who pauses has its consumer cancelled by then. */
  private reach(): Promise<void> {
    if (this.reaching) return this.reaching;
    if (this.there === this.wanted) return Promise.resolve();
    return (this.reaching = this.stepping());
  }

  private async stepping(): Promise<void> {
    for (let waitMs = FIRST_PAUSE_MS; this.there !== this.wanted; waitMs = Math.min(waitMs * 2, LONGEST_PAUSE_MS)) {
      this.retireCurrent();
      await (this.expected && this.tried(waitMs));
    }
    this.reaching = undefined;
  }

  private async tried(waitMs: number): Promise<void> {
    try {
      if (this.doubtful) await this.declare();
      // While disconnected this waits for the connection, and who drains must not.
      await Promise.race([this.opened(), this.stop]);
      this.doubtful = false;
    } catch (error) {
      this.doubtful = true;
      this.log.error({ err: error, queue: this.queue.name }, 'a consumer could not start again yet');
      this.retireCurrent();
      await Promise.race([pause(waitMs), this.stop]);
    }
  }

  private async opened(): Promise<void> {
    const tag = `${this.queue.name}#${randomUUID()}`;
    const channel = new ConsumerChannel(this.connection, this.queue.name, this.wanted, tag, {
      take: (message, alive) => this.intake(message, { alive, patient: () => !this.drained.signal.aborted }),
      lost: (reason) => void this.recover(reason),
    });
    this.current = channel;
    await channel.open();
  }

  /** What the lost or unwanted channel still has in hand may finish beside its successor. */
  private retireCurrent(): void {
    const retired = this.current?.retire();
    this.current = undefined;
    if (!retired) return;
    this.retiring.add(retired);
    void retired.finally(() => this.retiring.delete(retired));
  }
}
