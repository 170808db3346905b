import type { Envelope } from './envelope.js';
import { type Delivery, type Failure, type QueueSpec, type Subscription, Transport, type Verdict } from './transport.js';

interface Waiting extends Omit<Delivery, 'redelivered'> {
  redelivered: boolean;
}

interface Queue {
  spec: QueueSpec;
  ready: Waiting[];
  inHand: Set<Promise<void>>;
  deliver?: (delivery: Delivery) => Promise<Verdict>;
}

export interface DeadLetter {
  queue: string;
  body: Uint8Array;
  error: Failure;
  attempts: number;
}

/** The broker of tests: queues in memory, one per handler, bound by type. It parses nothing, so bodies are as untrusted as RabbitMQ's. */
export class InMemoryTransport extends Transport {
  /** Every envelope that was published, in order. */
  readonly published: Envelope[] = [];
  readonly dead: DeadLetter[] = [];
  readonly skipped: { queue: string; reason: string }[] = [];
  readonly unrouted: Envelope[] = [];
  readonly healthy = true;
  private readonly queues = new Map<string, Queue>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly watchers = new Set<() => void>();

  open(queues: readonly QueueSpec[]): Promise<void> {
    for (const spec of queues) {
      const known = this.queues.get(spec.name);
      if (known?.deliver) throw new Error(`${spec.name} already has a handler: one queue, one handler`);
      this.queues.set(spec.name, { spec, ready: known?.ready ?? [], inHand: new Set() });
    }
    return Promise.resolve();
  }

  publish(envelopes: readonly Envelope[]): Promise<void> {
    for (const envelope of envelopes) this.route(envelope.type, Buffer.from(JSON.stringify(envelope)), envelope);
    return Promise.resolve();
  }

  /** Puts raw bytes on the exchange, as a broken or foreign publisher would. */
  inject(routingKey: string, body: Uint8Array): void {
    this.route(routingKey, body);
  }

  consume(spec: QueueSpec, deliver: (delivery: Delivery) => Promise<Verdict>): Promise<Subscription> {
    const queue = this.queues.get(spec.name);
    if (!queue) throw new Error(`${spec.name} was not opened`);
    queue.deliver = deliver;
    this.pump(queue);
    return Promise.resolve({
      drain: async () => {
        queue.deliver = undefined;
        await Promise.all(queue.inHand);
      },
    });
  }

  /** Resolves as soon as `condition` gives something; asked again after everything that happens here. */
  until<T>(condition: () => T | undefined | false): Promise<T> {
    return new Promise((resolve) => {
      const ask = () => {
        const found = condition();
        if (!found) return;
        this.watchers.delete(ask);
        resolve(found);
      };
      this.watchers.add(ask);
      ask();
    });
  }

  close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    return Promise.resolve();
  }

  private route(routingKey: string, body: Uint8Array, envelope?: Envelope): void {
    if (envelope) this.published.push(envelope);
    const bound = [...this.queues.values()].filter(({ spec }) => spec.types.includes(routingKey));
    if (bound.length === 0 && envelope) this.unrouted.push(envelope);
    for (const queue of bound) this.enqueue(queue, { body, routingKey, attempt: 1, redelivered: false });
    this.changed();
  }

  private enqueue(queue: Queue, waiting: Waiting): void {
    queue.ready.push(waiting);
    this.pump(queue);
  }

  private pump(queue: Queue): void {
    while (queue.deliver && queue.ready.length > 0 && queue.inHand.size < queue.spec.concurrency) {
      const waiting = queue.ready.shift()!;
      const running = queue.deliver(waiting).then((verdict) => {
        queue.inHand.delete(running);
        this.settle(queue, waiting, verdict);
        this.changed();
        this.pump(queue);
      });
      queue.inHand.add(running);
    }
  }

  private settle(queue: Queue, waiting: Waiting, verdict: Verdict): void {
    if (verdict.kind === 'retry') {
      const again = { ...waiting, attempt: waiting.attempt + 1, firstFailedAt: verdict.firstFailedAt };
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        this.enqueue(queue, again);
      }, verdict.delayMs);
      this.timers.add(timer);
    } else if (verdict.kind === 'dead') {
      this.dead.push({ queue: queue.spec.name, body: waiting.body, error: verdict.error, attempts: verdict.attempts });
    } else if (verdict.kind === 'skipped') {
      this.skipped.push({ queue: queue.spec.name, reason: verdict.reason });
    }
  }

  private changed(): void {
    for (const ask of [...this.watchers]) ask();
  }
}
