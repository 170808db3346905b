import type { Envelope } from '../envelope.js';
import { type Overheard, RECORDED_AT_ONCE } from '../keeps-history.decorator.js';
import type { Letter, Returnable } from '../letter.js';
import { PublishWindow } from '../publish-window.js';
import {
  bodyOf,
  BrokerUnavailable,
  type Consumption,
  type Delivery,
  isAwaited,
  type QueueSpec,
  type Subscription,
  Transport,
  Unroutable,
  type Verdict,
} from '../transport.js';
import type { DeadLetter, InMemoryOptions } from './in-memory.options.js';
import { InMemoryLetters } from './in-memory.letters.js';
import { InMemoryQueue, type Waiting } from './in-memory.queue.js';
import { Occurrences } from './occurrences.js';

/** The broker of tests: as unkind as RabbitMQ, for it passes the same suite. It parses nothing, so bodies are as untrusted. */
export class InMemoryTransport extends Transport {
  /** Every envelope that was published, in order. */
  readonly published: Envelope[] = [];
  readonly unrouted: Envelope[] = [];
  private readonly queues = new Map<string, InMemoryQueue>();
  private readonly letters = new InMemoryLetters(() => this.occurrences.happened());
  private readonly occurrences = new Occurrences();
  private readonly window = new PublishWindow();
  private history?: InMemoryQueue;
  private connected = true;

  constructor(private readonly options: InMemoryOptions = {}) {
    super();
  }

  /** Every message that was given up, in order; a keeper that files them takes nothing away here. */
  get dead(): readonly DeadLetter[] {
    return this.letters.dead;
  }

  get skipped(): readonly { queue: string; reason: string }[] {
    return this.letters.skipped;
  }

  get healthy(): boolean {
    return this.connected;
  }

  open(queues: readonly QueueSpec[]): Promise<void> {
    for (const [at, spec] of queues.entries()) {
      if (queues.findIndex(({ name }) => name === spec.name) !== at)
        return Promise.reject(new Error(`${spec.name} is claimed by two handlers: one queue, one handler`));
      const known = this.queues.get(spec.name);
      for (const type of spec.types) known?.spec.types.add(type);
      if (!known) this.queues.set(spec.name, this.queueOf(spec));
    }
    return Promise.resolve();
  }

  async publish(envelopes: readonly Envelope[]): Promise<void> {
    const timeoutMs = this.options.publishTimeoutMs ?? 10_000;
    await Promise.all(
      envelopes.map((envelope) => {
        const body = bodyOf(envelope);
        return this.window.run(body.byteLength, timeoutMs, async () => {
          await this.connection(timeoutMs);
          this.takeOver(envelope, body);
        });
      }),
    );
  }

  /** Puts raw bytes on the exchange, as a broken or foreign publisher would. */
  inject(routingKey: string, body: Uint8Array): void {
    this.route(routingKey, body);
  }

  consume(spec: QueueSpec, deliver: (delivery: Delivery) => Promise<Verdict>): Promise<Consumption> {
    const queue = this.queues.get(spec.name);
    if (!queue) return Promise.reject(new Error(`${spec.name} was not opened`));
    const types = new Set(spec.types);
    return Promise.resolve(
      queue.consume(async (delivery) => {
        const verdict = await deliver(delivery);
        if (verdict.kind === 'skipped' && !types.has(delivery.routingKey)) queue.spec.types.delete(delivery.routingKey);
        return verdict;
      }),
    );
  }

  keepLetters(services: readonly string[], file: (letter: Letter) => Promise<void>): Promise<Subscription> {
    return Promise.resolve(this.letters.keep(services, file));
  }

  keepHistory(record: (overheard: Overheard) => Promise<void>): Promise<Subscription> {
    this.history ??= this.historyQueue();
    return Promise.resolve(
      this.history.consume(({ body, routingKey: type }) =>
        record({ body, type }).then(
          (): Verdict => ({ kind: 'done' }),
          (error: Error): Verdict => ({ kind: 'retry', delayMs: 50, error, firstFailedAt: '' }),
        ),
      ),
    );
  }

  async handBack({ queue, type, body }: Returnable, replay: string): Promise<void> {
    await this.connection(this.options.publishTimeoutMs ?? 10_000);
    const target = this.queues.get(queue);
    if (!target) throw new Unroutable(`there is no queue ${queue}`);
    target.put({ body, routingKey: type, attempt: 1, redelivered: false, returns: 0, replay });
    this.occurrences.happened();
  }

  /** What rests in `<service>.dead` or `<service>.skipped` and nobody has filed. */
  resting(place: string): readonly Letter[] {
    return this.letters.resting(place);
  }

  /** Everything in hand comes again; publishers wait. */
  loseConnection(): void {
    this.connected = false;
    for (const queue of this.queues.values()) queue.disconnect();
    this.occurrences.happened();
  }

  restoreConnection(): void {
    this.connected = true;
    for (const queue of this.queues.values()) queue.reconnect();
    this.occurrences.happened();
  }

  /** Resolves as soon as `condition` gives something; asked again after everything that happens here. */
  until<T>(condition: () => T | undefined | false): Promise<T> {
    return this.occurrences.until(condition);
  }

  /** The broker outlives its clients: what waits for its next attempt still comes. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  private async connection(timeoutMs: number): Promise<void> {
    if (this.connected) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new BrokerUnavailable(`no connection within ${timeoutMs} ms`)), timeoutMs);
    });
    await Promise.race([this.until(() => this.connected), late]).finally(() => clearTimeout(timer));
  }

  private takeOver(envelope: Envelope, body: Buffer): void {
    const routed = this.route(envelope.type, body);
    if (!routed && isAwaited(envelope.type) && this.options.unroutable !== 'keep') {
      throw new Unroutable(`no queue listens to ${envelope.type}`);
    }
    if (!routed) this.unrouted.push(envelope);
    this.published.push(envelope);
    this.occurrences.happened();
  }

  private route(routingKey: string, body: Uint8Array): boolean {
    const bound = [...this.queues.values()].filter(({ spec }) => spec.types.has(routingKey));
    const { chance = Math.random, repeat = 0, reorder = 0 } = this.options;
    for (const queue of bound) {
      for (let copies = chance() < repeat ? 2 : 1; copies > 0; copies--) {
        const at = chance() < reorder ? Math.floor(chance() * queue.depth) : undefined;
        queue.put({ body, routingKey, attempt: 1, redelivered: copies > 1, returns: 0 }, at);
      }
    }
    if (bound.length > 0 || !isAwaited(routingKey)) this.history?.put({ body, routingKey, attempt: 1, redelivered: false, returns: 0 });
    this.occurrences.happened();
    return bound.length > 0;
  }

  private historyQueue(): InMemoryQueue {
    return new InMemoryQueue(
      { name: 'history', service: 'history', handler: '', concurrency: RECORDED_AT_ONCE, types: new Set() },
      (queue, waiting, verdict) => {
        if (verdict.kind === 'retry') setTimeout(() => queue.put(waiting), verdict.delayMs).unref();
        this.occurrences.happened();
      },
      (queue, waiting) => queue.put(waiting),
    );
  }

  private queueOf(spec: QueueSpec): InMemoryQueue {
    return new InMemoryQueue(
      { ...spec, types: new Set(spec.types) },
      (queue, waiting, verdict) => this.settle(queue, waiting, verdict),
      (queue, waiting) => {
        this.letters.bury(queue.spec, waiting, { name: 'GivenUpByBroker', message: 'delivery_limit', code: 'delivery_limit' });
        this.occurrences.happened();
      },
    );
  }

  private settle(queue: InMemoryQueue, waiting: Waiting, verdict: Verdict): void {
    if (verdict.kind === 'retry') {
      const again = { ...waiting, attempt: waiting.attempt + 1, firstFailedAt: verdict.firstFailedAt, redelivered: false, returns: 0 };
      setTimeout(() => queue.put(again), verdict.delayMs).unref();
    } else if (verdict.kind === 'dead') {
      const { error, attempts, firstFailedAt, lastFailedAt } = verdict;
      this.letters.bury(queue.spec, waiting, error, { attempts, firstFailedAt, lastFailedAt });
    } else if (verdict.kind === 'skipped') {
      this.letters.setApart(queue.spec, waiting, verdict.reason);
    }
    this.occurrences.happened();
  }
}
