import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Logger } from '@polyreel/service-kit';
import type { ConsumeMessage } from 'amqplib';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Delivery, QueueSpec, Subscription, Verdict } from '../transport.js';
import { consumerRestarts } from '../telemetry/metrics.js';
import { ConsumerChannel } from './consumer-channel.js';
import type { Watched } from './consumer-watchdog.js';
import { deliveryOf } from './message-headers.js';
import { EVENTS } from './topology.js';
import type { VerdictSettlement } from './verdict-settlement.js';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 15_000;

/** Declares and unbinds where a refusal harms nobody: on a connection of its own. */
export interface QueueOwner {
  declare(queue: QueueSpec): Promise<void>;
  unbind(queue: QueueSpec, type: string): Promise<void>;
}

/** Keeps one handler's queue consumed, whatever the broker does to the consumer, until it is drained. */
export class RabbitConsumer implements Subscription, Watched {
  private current?: ConsumerChannel;
  private readonly retiring = new Set<Promise<void>>();
  private recovering?: Promise<void>;
  private draining = false;

  constructor(
    private readonly connection: AmqpConnection,
    readonly queue: QueueSpec,
    private readonly deliver: (delivery: Delivery) => Promise<Verdict>,
    private readonly settlement: VerdictSettlement,
    private readonly owner: QueueOwner,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    const channel = new ConsumerChannel(this.connection, this.queue.name, this.queue.concurrency, `${this.queue.name}#${randomUUID()}`, {
      take: (message, alive) => this.take(message, alive),
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

  private async take(message: ConsumeMessage, alive: () => boolean): Promise<void> {
    const verdict = await this.deliver(deliveryOf(message));
    await this.settlement.settle(message, this.queue, verdict, { alive, patient: () => !this.draining });
    const { exchange, routingKey } = message.fields;
    if (verdict.kind === 'skipped' && exchange === EVENTS && !this.queue.types.includes(routingKey)) {
      this.log.warn({ queue: this.queue.name, type: routingKey }, 'a binding is stale and goes: this handler no longer names that type');
      await this.owner.unbind(this.queue, routingKey).catch((error: unknown) => this.log.warn({ err: error }, 'a stale binding stays'));
    }
  }

  private async startAgain(reason: string): Promise<void> {
    for (let waitMs = FIRST_PAUSE_MS; !this.draining; waitMs = Math.min(waitMs * 2, LONGEST_PAUSE_MS)) {
      this.log.warn({ queue: this.queue.name, reason }, 'a consumer was lost and starts again');
      consumerRestarts.inc({ queue: this.queue.name });
      this.retireCurrent();
      try {
        await this.owner.declare(this.queue);
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
