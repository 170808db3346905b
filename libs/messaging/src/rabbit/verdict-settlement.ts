import type { Logger } from '@polyreel/service-kit';
import type { ConsumeMessage } from 'amqplib';
import { setTimeout as pause } from 'node:timers/promises';
import type { QueueSpec, Verdict } from '../transport.js';
import { type Hold, LostDelivery } from './delivery-hold.js';
import { copyOf } from './message-headers.js';
import type { Outgoing, RabbitPublisher } from './rabbit.publisher.js';
import { DEAD, DIRECT_TO_QUEUE, nearestDelay, retryName, skippedQueue } from './topology.js';

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
   * than running the handler again. Throws once the delivery is no longer ours: the broker brings it again, and a copy would double it.
   */
  async settle(message: ConsumeMessage, queue: QueueSpec, verdict: Verdict, hold: Hold): Promise<void> {
    const target = this.targetOf(verdict, queue);
    if (!target) return;
    const copy: Outgoing = { ...target, body: message.content, options: copyOf(message, queue, verdict) };
    for (;;) {
      if (!hold.alive()) throw new LostDelivery(queue.name);
      try {
        return await this.publisher.send(copy);
      } catch (error) {
        this.log.error({ err: error, queue: queue.name, verdict: verdict.kind }, 'a verdict could not be carried out yet');
        if (!hold.patient()) throw error;
        await pause(PAUSE_MS);
      }
    }
  }

  private targetOf(verdict: Verdict, queue: QueueSpec): Pick<Outgoing, 'exchange' | 'routingKey'> | undefined {
    switch (verdict.kind) {
      case 'done':
        return undefined;
      case 'retry':
        // The routing key brings the message back to this queue only: other listeners of the event do not hear it twice.
        return { exchange: retryName(nearestDelay(this.delaysMs, verdict.delayMs)), routingKey: queue.name };
      case 'dead':
        return { exchange: DEAD, routingKey: queue.name };
      case 'skipped':
        return { exchange: DIRECT_TO_QUEUE, routingKey: skippedQueue(queue.service) };
    }
  }
}
