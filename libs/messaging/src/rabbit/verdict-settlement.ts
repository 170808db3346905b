import type { Logger } from '@polyreel/service-kit';
import type { ConsumeMessage } from 'amqplib';
import { setTimeout as pause } from 'node:timers/promises';
import type { QueueSpec, Verdict } from '../transport.js';
import { copyOf } from './message-headers.js';
import type { Outgoing, RabbitPublisher } from './rabbit.publisher.js';
import { DEAD, DIRECT_TO_QUEUE, retryName, skippedQueue } from './topology.js';

const PAUSE_MS = 1_000;

/**
 * Carries a verdict out by copy, confirm, acknowledge: nothing is ever requeued to try again, as that turns one poison message
 * into thousands of runs (12,924 in 3 s, reference/messaging.md finding 4).
 */
export class VerdictSettlement {
  constructor(
    private readonly publisher: RabbitPublisher,
    private readonly delaysMs: readonly number[],
    private readonly log: Logger,
  ) {}

  /**
   * Resolves when the original may be acknowledged. While the broker does not take the copy it waits, holding the delivery, rather
   * than running the handler again; throws once `alive` says that the delivery is no longer ours, for then the broker redelivers it.
   */
  async settle(message: ConsumeMessage, queue: QueueSpec, verdict: Verdict, alive: () => boolean): Promise<void> {
    const target = this.targetOf(verdict, queue);
    if (!target) return;
    const copy: Outgoing = { ...target, body: message.content, options: copyOf(message, queue, verdict) };
    for (;;) {
      try {
        return await this.publisher.send(copy);
      } catch (error) {
        this.log.error({ err: error, queue: queue.name, verdict: verdict.kind }, 'a verdict could not be carried out yet');
        if (!alive()) throw error;
        await pause(PAUSE_MS);
        if (!alive()) throw error;
      }
    }
  }

  private targetOf(verdict: Verdict, queue: QueueSpec): Pick<Outgoing, 'exchange' | 'routingKey'> | undefined {
    switch (verdict.kind) {
      case 'done':
        return undefined;
      case 'retry':
        // The routing key brings the message back to this queue only: other listeners of the event do not hear it twice.
        return { exchange: retryName(this.nearest(verdict.delayMs)), routingKey: queue.name };
      case 'dead':
        return { exchange: DEAD, routingKey: queue.name };
      case 'skipped':
        return { exchange: DIRECT_TO_QUEUE, routingKey: skippedQueue(queue.service) };
    }
  }

  /** Delays exist as queues, so a verdict's delay is the shortest declared one that is not shorter. */
  private nearest(delayMs: number): number {
    return this.delaysMs.find((declared) => declared >= delayMs) ?? this.delaysMs.at(-1) ?? delayMs;
  }
}
