import { catalogue, type Emitted } from '@polyreel/contracts';
import type { Logger } from '@polyreel/service-kit';
import { setTimeout as pause } from 'node:timers/promises';
import { Decided, type Decision, UNDECIDED } from './decided.js';
import { asList, type Envelope, envelopesOf, type Received } from './envelope.js';
import { faultOf } from './fault.js';
import type { AnyContract } from './handles.decorator.js';
import { composed, type Incoming, type Middleware } from './middleware/middleware.js';
import { Permanent } from './permanent.error.js';
import { checkedData, envelopeIn } from './read-message.js';
import { failureOf, isPermanent, type RetryPolicy } from './retry-policy.js';
import { currentTrace } from './telemetry/trace-context.js';
import { RunTurns } from './run-turns.js';
import { type Delivery, type QueueSpec, type Transport, Unroutable, type Verdict } from './transport.js';
import type { Settlement, UnitOfWork } from './unit-of-work.js';

/** A handler, ready to be given messages. */
export interface BoundHandler {
  queue: QueueSpec;
  emits: readonly AnyContract[];
  /**
   * It may be asked outside a transaction first, and gives back what it would write: see Decided. Where this is a function, handle()
   * does its work once and returns what came of it, and the function is asked what to make of that.
   */
  decides?: true | ((outcome: readonly Emitted[], message: Received) => Decision);
  handle(data: unknown, message: Received): unknown;
}

/** Takes a delivery through check, handler, outgoing events and verdict. One per queue. */
export class Dispatcher {
  private readonly around: Middleware;

  constructor(
    private readonly handler: BoundHandler,
    private readonly transport: Transport,
    private readonly retries: RetryPolicy,
    private readonly log: Logger,
    private readonly unitOfWork?: UnitOfWork,
    middlewares: readonly Middleware[] = [],
    /** Shared by the handlers of a service: an event of a run that one of them has in hand may move the row that another is about to. */
    private readonly turns = unitOfWork && new RunTurns(unitOfWork),
  ) {
    this.around = composed(middlewares);
  }

  /** Whatever happens becomes a verdict. Rejects only where a middleware stands for a crash: then nothing is acknowledged. */
  deliver(delivery: Delivery): Promise<Verdict> {
    const { envelope, problem } = envelopeIn(delivery.body);
    const incoming: Incoming = { delivery, queue: this.handler.queue, envelope };
    return this.around(incoming, () => (envelope ? this.handled(envelope, delivery) : this.failed(problem, delivery)));
  }

  private async handled(envelope: Envelope, delivery: Delivery): Promise<Verdict> {
    const { queue } = this.handler;
    const contract = catalogue.get(envelope.type);
    if (!contract || !queue.types.includes(envelope.type)) {
      return { kind: 'skipped', reason: `${queue.name} does not know ${envelope.type}` };
    }
    try {
      const data = checkedData(contract, envelope.data);
      await this.settled(envelope, data, { ...envelope, attempt: delivery.attempt });
      return { kind: 'done' };
    } catch (error) {
      return this.failed(error, delivery, envelope);
    }
  }

  private async settled(envelope: Envelope, data: unknown, message: Received): Promise<void> {
    const { queue, decides } = this.handler;
    const { unitOfWork: unit, turns } = this;
    const handled = async () => this.handler.handle(data, message);
    const settlement = async () => this.settlementOf(envelope, await handled());
    if (turns && typeof decides === 'function') {
      // Work takes its time at its own pace: no turn of the run, no lock and no connection waits for it.
      const outcome = asList((await this.inARow(handled)) as Emitted | readonly Emitted[] | void);
      await this.decided(turns, envelope, async () => this.settlementOf(envelope, await decides(outcome, message)));
    } else if (turns && decides) await this.decided(turns, envelope, settlement);
    else if (unit) await this.inARow(() => unit.once(queue.name, envelope.id, async () => certain(queue.name, await settlement())));
    else {
      const { envelopes } = certain(queue.name, await this.inARow(settlement));
      // Tried by itself: a broker that is away must not cost the handler's work a second time.
      await this.inARow(() => this.transport.publish(envelopes));
    }
  }

  private decided(turns: RunTurns, { id, correlationid }: Envelope, work: () => Promise<Settlement | undefined>): Promise<void> {
    return this.inARow(() => turns.take(correlationid, { consumer: this.handler.queue.name, eventId: id, work }));
  }

  private settlementOf(envelope: Envelope, output: unknown): Settlement | undefined {
    const { queue, emits } = this.handler;
    if (output === UNDECIDED) return undefined;
    const { emit, writes, owner } =
      output instanceof Decided ? output : new Decided(asList(output as Emitted | readonly Emitted[] | void), []);
    for (const { contract } of emit) {
      if (!emits.includes(contract))
        throw new UndeclaredEvent(`${queue.name} emits ${contract.type} but does not declare it`, 'undeclared_event');
    }
    return { envelopes: envelopesOf(emit, queue.service, { ...envelope, ...owner }, currentTrace(envelope)), writes };
  }

  private async inARow<T>(work: () => Promise<T>): Promise<T> {
    const [min, max] = this.retries.jitterMs;
    for (let tries = 1; ; tries++) {
      try {
        return await work();
      } catch (error) {
        if (tries >= this.retries.immediate || isPermanent(error)) throw error;
        await pause(min + Math.random() * (max - min));
      }
    }
  }

  private async failed(thrown: unknown, delivery: Delivery, envelope?: Envelope): Promise<Verdict> {
    const error = failureOf(thrown);
    const now = new Date().toISOString();
    const firstFailedAt = delivery.firstFailedAt ?? now;
    const delayMs = isPermanent(thrown) ? undefined : this.retries.delaysMs[delivery.attempt - 1];
    if (delayMs !== undefined) return { kind: 'retry', delayMs, error, firstFailedAt };
    const refused = isPermanent(thrown) && !(thrown instanceof UndeclaredEvent);
    const verdict = { kind: 'dead', error, attempts: delivery.attempt, firstFailedAt, lastFailedAt: now, refused } as const;
    if (envelope && !(await this.toldOfFault(envelope, verdict))) {
      return { kind: 'retry', delayMs: this.retries.delaysMs.at(-1) ?? 1_000, error, firstFailedAt };
    }
    return verdict;
  }

  /** An orchestrator may be waiting for this step. False when even that could not be said: then the message must not rest yet. */
  private async toldOfFault(envelope: Envelope, verdict: Extract<Verdict, { kind: 'dead' }>): Promise<boolean> {
    try {
      await this.transport.publish(faultOf(this.handler.queue, envelope, verdict));
      return true;
    } catch (error) {
      // No orchestrator runs here: nobody waits.
      if (error instanceof Unroutable) return true;
      this.log.error({ err: error, queue: this.handler.queue.name }, 'a fault could not be told');
      return false;
    }
  }
}

/** No later try helps, and yet the message is not to blame: it is the handler's own mistake. */
class UndeclaredEvent extends Permanent {}

function certain(queue: string, settlement: Settlement | undefined): Settlement {
  if (!settlement) throw new Error(`${queue} could not decide although nothing was left to look at`);
  return settlement;
}
