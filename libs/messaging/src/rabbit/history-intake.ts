import type { Logger } from '@polyreel/service-kit';
import { setTimeout as pause } from 'node:timers/promises';
import type { Overheard } from '../keeps-history.decorator.js';
import { LostDelivery } from './delivery-hold.js';
import type { Intake } from './rabbit.consumer.js';
import { HISTORY_QUEUE } from './topology.js';

const PAUSE_MS = 1_000;

/** What becomes of an overheard event: it is recorded, however long that takes. What cannot be recorded now holds up the history and nobody else. */
export function historyIntake(record: (overheard: Overheard) => Promise<void>, log: Logger): Intake {
  return async ({ content: body, fields: { routingKey: type } }, hold) => {
    for (;;) {
      try {
        return await record({ body, type });
      } catch (error) {
        if (!hold.patient()) throw error;
        log.error({ err: error, type }, 'an event could not be recorded yet');
      }
      await pause(PAUSE_MS);
      if (!hold.alive()) throw new LostDelivery(HISTORY_QUEUE);
    }
  };
}
