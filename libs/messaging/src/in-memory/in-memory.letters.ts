import type { Letter } from '../letter.js';
import type { Failure, QueueSpec, Subscription, Verdict } from '../transport.js';
import type { DeadLetter } from './in-memory.options.js';
import { InMemoryQueue, type Waiting } from './in-memory.queue.js';

type Origin = Pick<QueueSpec, 'name' | 'service' | 'handler'>;

/** How soon a letter that could not be filed is offered again, in milliseconds. */
const LATER_MS = 50;
const AT_ONCE = 4;

/** Where messages rest at the broker of tests: a place for a service's dead letters, and one for what it skipped. */
export class InMemoryLetters {
  /** Every message that was ever given up or skipped, in order, whether it was filed since or not. */
  readonly dead: DeadLetter[] = [];
  readonly skipped: { queue: string; reason: string }[] = [];
  private readonly places = new Map<string, InMemoryQueue>();

  constructor(private readonly happened: () => void) {}

  bury(origin: Origin, waiting: Waiting, error: Failure, known: Partial<Letter> = {}): void {
    const letter = { ...letterOf(origin, waiting), error, ...known };
    this.dead.push({ queue: origin.name, body: waiting.body, error, attempts: letter.attempts });
    this.lay(letter);
  }

  setApart(origin: Origin, waiting: Waiting, reason: string): void {
    this.skipped.push({ queue: origin.name, reason });
    this.lay({ ...letterOf(origin, waiting), kind: 'skipped', error: { name: 'Skipped', code: 'unknown_type', message: reason } });
  }

  keep(services: readonly string[], file: (letter: Letter) => Promise<void>): Subscription {
    const places = services.flatMap((service) => [placeOf(service, 'dead'), placeOf(service, 'skipped')]);
    const kept = places.map((name) =>
      this.place(name).consume(({ letter, returns }) =>
        file({ ...letter!, lostBefore: returns }).then(
          (): Verdict => ({ kind: 'done' }),
          (error: Error): Verdict => ({ kind: 'retry', delayMs: LATER_MS, error, firstFailedAt: '' }),
        ),
      ),
    );
    return { drain: async () => void (await Promise.all(kept.map((place) => place.drain()))) };
  }

  resting(place: string): readonly Letter[] {
    return this.place(place).waiting.flatMap(({ letter }) => letter ?? []);
  }

  private lay(letter: Letter): void {
    const { body, type: routingKey } = letter;
    this.place(placeOf(letter.service, letter.kind)).put({ body, routingKey, attempt: 1, redelivered: false, returns: 0, letter });
  }

  private place(name: string): InMemoryQueue {
    let place = this.places.get(name);
    if (!place) this.places.set(name, (place = this.placeCalled(name)));
    return place;
  }

  private placeCalled(name: string): InMemoryQueue {
    return new InMemoryQueue(
      { name, service: name, handler: '', concurrency: AT_ONCE, types: new Set() },
      (queue, waiting, verdict) => {
        if (verdict.kind === 'retry') setTimeout(() => queue.put(waiting), verdict.delayMs).unref();
        this.happened();
      },
      // Here is the end of the way: what is never filed goes on waiting.
      (queue, waiting) => queue.put(waiting),
    );
  }
}

function letterOf({ name: queue, service, handler }: Origin, waiting: Waiting): Omit<Letter, 'error'> {
  const { routingKey: type, body, attempt: attempts, replay } = waiting;
  const lastFailedAt = new Date().toISOString();
  const firstFailedAt = waiting.firstFailedAt ?? lastFailedAt;
  return { kind: 'dead', queue, service, handler, type, body, attempts, firstFailedAt, lastFailedAt, replay, lostBefore: 0, stamps: {} };
}

const placeOf = (service: string, kind: Letter['kind']): string => `${service}.${kind}`;
