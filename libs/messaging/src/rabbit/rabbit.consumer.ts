import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Logger } from '@polyreel/service-kit';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Delivery, QueueSpec, Subscription, Verdict } from '../transport.js';
import { ConsumerChannel } from './consumer-channel.js';
import { deliveryOf } from './message-headers.js';
import type { VerdictSettlement } from './verdict-settlement.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

/** Keeps one handler's queue consumed, whatever the broker does to the consumer, until it is drained. */
export class RabbitConsumer implements Subscription {
  private current?: ConsumerChannel;
  private readonly retiring = new Set<Promise<void>>();
  private recovering?: Promise<void>;
  private draining = false;

  constructor(
    private readonly connection: AmqpConnection,
    readonly queue: QueueSpec,
    private readonly deliver: (delivery: Delivery) => Promise<Verdict>,
    private readonly settlement: VerdictSettlement,
    /** Asserts the queue again: it may be gone. */
    private readonly redeclare: () => Promise<void>,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    const channel = new ConsumerChannel(this.connection, this.queue.name, this.queue.concurrency, `${this.queue.name}#${randomUUID()}`, {
      take: async (message, alive) =>
        this.settlement.settle(message, this.queue, await this.deliver(deliveryOf(message)), () => alive() && !this.draining),
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
      this.retireCurrent();
      try {
        await this.redeclare();
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
