import type { Logger } from '@polyreel/service-kit';
import type { Delivery, QueueSpec, Verdict } from '../transport.js';
import { deliveryOf } from './message-headers.js';
import type { Intake } from './rabbit.consumer.js';
import { EVENTS } from './topology.js';
import type { VerdictSettlement } from './verdict-settlement.js';

export interface HandlerIntakeParts {
  readonly queue: QueueSpec;
  readonly deliver: (delivery: Delivery) => Promise<Verdict>;
  readonly settlement: VerdictSettlement;
  /** Takes the binding of a type away from the queue. */
  readonly unbind: (type: string) => Promise<void>;
  readonly log: Logger;
}

/** What becomes of a message in a handler's queue: it is handled, its verdict is carried out, and a stale binding that it shows goes. */
export function handlerIntake({ queue, deliver, settlement, unbind, log }: HandlerIntakeParts): Intake {
  return async (message, hold) => {
    const verdict = await deliver(deliveryOf(message));
    await settlement.settle(message, queue, verdict, hold);
    const { exchange, routingKey } = message.fields;
    if (verdict.kind !== 'skipped' || exchange !== EVENTS || queue.types.includes(routingKey)) return;
    log.warn({ queue: queue.name, type: routingKey }, 'a binding is stale and goes: this handler no longer names that type');
    await unbind(routingKey).catch((error: unknown) => log.warn({ err: error }, 'a stale binding stays'));
  };
}
