import { AsyncLocalStorage } from 'node:async_hooks';
import type { Letter } from '../letter.js';
import { type Consumption, type Delivery, DELIVERY_LIMIT, type QueueSpec, type Verdict } from '../transport.js';
import { InMemoryConsumption } from './in-memory.consumption.js';

type Deliver = (waiting: Waiting) => Promise<Verdict>;

/** A message in a queue. */
export interface Waiting extends Delivery {
  /** How often it came back without a verdict. */
  returns: number;
  /** The replay that handed it back, where one did. */
  replay?: string;
  /** What is written on it, where it rests. */
  letter?: Letter;
}

/** Until its last message is settled the broker knows it, whether it takes more or not. */
export interface Consumer {
  deliver: Deliver;
  /** Its prefetch; 0 once it takes no more. */
  atOnce: number;
  unacknowledged: Set<Waiting>;
  running: Set<Promise<void>>;
}

/** One queue: ready messages, competing consumers with a prefetch each, and what a broker does when one of them dies. */
export class InMemoryQueue {
  private readonly ready: Waiting[] = [];
  private readonly consumers: Consumer[] = [];
  private turn = 0;
  private connected = true;
  /** A delivery is its own beginning: a handler must not run in the transaction of who happened to publish. */
  private readonly outside = AsyncLocalStorage.snapshot();

  constructor(
    /** Bindings of earlier starts stay, as at RabbitMQ, until a message that nobody here knows shows them to be stale. */
    readonly spec: Omit<QueueSpec, 'types'> & { types: Set<string> },
    private readonly settle: (queue: InMemoryQueue, waiting: Waiting, verdict: Verdict) => void,
    private readonly crashedTooOften: (queue: InMemoryQueue, waiting: Waiting) => void,
  ) {}

  get depth(): number {
    return this.ready.length;
  }

  /** What waits here, the first first. */
  get waiting(): readonly Waiting[] {
    return this.ready;
  }

  put(waiting: Waiting, at = this.ready.length): void {
    this.ready.splice(at, 0, waiting);
    this.pump();
  }

  consume(deliver: Deliver): Consumption {
    return new InMemoryConsumption(this, deliver);
  }

  join(consumer: Consumer): void {
    this.consumers.push(consumer);
    this.pump();
  }

  leave(consumer: Consumer): void {
    const at = this.consumers.indexOf(consumer);
    if (at >= 0) this.consumers.splice(at, 1);
  }

  /** What was in hand is ready again, at the front and marked; the verdicts of handlers that still run count for nothing. */
  disconnect(): void {
    this.connected = false;
    for (const { unacknowledged } of this.consumers) {
      for (const waiting of [...unacknowledged].reverse()) this.giveBack(waiting);
      unacknowledged.clear();
    }
  }

  reconnect(): void {
    this.connected = true;
    this.pump();
  }

  private pump(): void {
    while (this.connected && this.ready.length > 0) {
      const consumer = this.nextFree();
      if (!consumer) return;
      this.hand(this.ready.shift()!, consumer);
    }
  }

  private nextFree(): Consumer | undefined {
    for (let tried = 0; tried < this.consumers.length; tried++) {
      const consumer = this.consumers[this.turn++ % this.consumers.length]!;
      if (consumer.unacknowledged.size < consumer.atOnce) return consumer;
    }
    return undefined;
  }

  private hand(waiting: Waiting, consumer: Consumer): void {
    consumer.unacknowledged.add(waiting);
    const running = this.outside(() => consumer.deliver(waiting))
      .then(
        // Set by disconnect(): the delivery is no longer this consumer's to judge.
        (verdict) => consumer.unacknowledged.delete(waiting) && this.settle(this, waiting, verdict),
        () => consumer.unacknowledged.delete(waiting) && this.giveBack(waiting),
      )
      .then(() => {
        consumer.running.delete(running);
        this.pump();
      });
    consumer.running.add(running);
  }

  private giveBack(waiting: Waiting): void {
    const again = { ...waiting, redelivered: true, returns: waiting.returns + 1 };
    if (again.returns > DELIVERY_LIMIT) this.crashedTooOften(this, again);
    else this.put(again, 0);
  }
}
