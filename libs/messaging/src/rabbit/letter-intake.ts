import type { Logger } from '@polyreel/service-kit';
import { setTimeout as pause } from 'node:timers/promises';
import type { Letter } from '../letter.js';
import { LostDelivery } from './delivery-hold.js';
import { laterOptions, letterOf } from './letter-headers.js';
import type { Intake } from './rabbit.consumer.js';
import type { RabbitPublisher } from './rabbit.publisher.js';
import { nearestDelay, retryName } from './topology.js';

const TRIES = 3;
const PAUSE_MS = 1_000;
/** A keeper whose database is away gets a letter again as slowly as this: no hot loop, and soon enough after it is back. */
const LATER_MS = 30_000;

export interface LetterIntakeParts {
  /** The queue where the letters rest. */
  readonly place: string;
  readonly kind: Letter['kind'];
  readonly file: (letter: Letter) => Promise<void>;
  readonly publisher: RabbitPublisher;
  readonly delaysMs: readonly number[];
  readonly log: Logger;
}

/**
 * What becomes of a message at rest: it is filed. One that cannot be goes by way of a delay to the end of its own queue, as a copy that is
 * confirmed before the original is acknowledged: others get past it, and the broker's own count of deliveries (which loses what
 * has no further dead letters, from RabbitMQ 4.0 by default after 20) never grows by it.
 */
export function letterIntake({ place, kind, file, publisher, delaysMs, log }: LetterIntakeParts): Intake {
  return async (message, hold) => {
    const letter = letterOf(message, kind);
    for (let tries = 1; ; tries++) {
      try {
        return await file(letter);
      } catch (error) {
        log.error({ err: error, queue: letter.queue, type: letter.type, tries }, 'a letter could not be filed yet');
        if (tries >= TRIES || !hold.patient()) break;
      }
      await pause(PAUSE_MS);
      if (!hold.alive()) throw new LostDelivery(place);
    }
    const exchange = retryName(nearestDelay(delaysMs, LATER_MS));
    await publisher.send({ exchange, routingKey: place, body: message.content, options: laterOptions(letter) });
  };
}
