import { catalogue, type Emitted, HandlerFaulted } from '@polyreel/contracts';
import type { Logger } from '@polyreel/service-kit';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { asList, Envelope, envelopesOf, type Received } from './envelope.js';
import type { AnyContract } from './handles.decorator.js';
import { Permanent } from './permanent.error.js';
import { failureOf, isPermanent, type RetryPolicy } from './retry-policy.js';
import { type Delivery, type QueueSpec, type Transport, Unroutable, type Verdict } from './transport.js';
import type { UnitOfWork } from './unit-of-work.js';

/** A handler, ready to be given messages. */
export interface BoundHandler {
  queue: QueueSpec;
  emits: readonly AnyContract[];
  handle(data: unknown, message: Received): unknown;
}

/** Takes a delivery through check, handler, outgoing events and verdict. One per queue. */
export class Dispatcher {
  constructor(
    private readonly handler: BoundHandler,
    private readonly transport: Transport,
    private readonly retries: RetryPolicy,
    private readonly log: Logger,
    private readonly unitOfWork?: UnitOfWork,
  ) {}

  /** Never rejects: whatever happens becomes a verdict. */
  async deliver(delivery: Delivery): Promise<Verdict> {
    let envelope: Envelope | undefined;
    const firstFailedAt = () => delivery.firstFailedAt ?? new Date().toISOString();
    try {
      envelope = parse(delivery.body);
      const contract = catalogue.get(envelope.type);
      if (!contract || !this.handler.queue.types.includes(envelope.type)) {
        return { kind: 'skipped', reason: `${this.handler.queue.name} does not know ${envelope.type}` };
      }
      const data = check(contract, envelope.data);
      await this.tryInARow(envelope, data, delivery.attempt);
      return { kind: 'done' };
    } catch (thrown) {
      const error = failureOf(thrown);
      const delayMs = isPermanent(thrown) ? undefined : this.retries.delaysMs[delivery.attempt - 1];
      if (delayMs !== undefined) {
        this.log.warn(
          { err: thrown, queue: this.handler.queue.name, attempt: delivery.attempt, delayMs },
          'a message failed and will be tried again',
        );
        return { kind: 'retry', delayMs, error, firstFailedAt: firstFailedAt() };
      }
      this.log.error({ err: thrown, queue: this.handler.queue.name, attempt: delivery.attempt }, 'a message failed for good');
      const verdict = {
        kind: 'dead',
        error,
        attempts: delivery.attempt,
        firstFailedAt: firstFailedAt(),
        lastFailedAt: new Date().toISOString(),
      } as const;
      return (await this.tellOfFault(envelope, verdict))
        ? verdict
        : { kind: 'retry', delayMs: this.retries.delaysMs.at(-1) ?? 1_000, error, firstFailedAt: verdict.firstFailedAt };
    }
  }

  private async tryInARow(envelope: Envelope, data: unknown, attempt: number): Promise<void> {
    const [min, max] = this.retries.jitterMs;
    for (let tries = 1; ; tries++) {
      try {
        return await this.handleOnce(envelope, data, attempt);
      } catch (error) {
        if (tries >= this.retries.immediate || isPermanent(error)) throw error;
        await pause(min + Math.random() * (max - min));
      }
    }
  }

  private async handleOnce(envelope: Envelope, data: unknown, attempt: number): Promise<void> {
    const message: Received = { ...envelope, attempt };
    const work = async () => this.outgoing(await this.handler.handle(data, message), envelope);
    if (this.unitOfWork) await this.unitOfWork.once(this.handler.queue.name, envelope.id, work);
    else await this.transport.publish(await work());
  }

  private outgoing(output: unknown, cause: Envelope): Envelope[] {
    const emitted = asList(output as Emitted | readonly Emitted[] | void);
    for (const { contract } of emitted) {
      if (!this.handler.emits.includes(contract))
        throw new Permanent(`${this.handler.queue.name} emits ${contract.type} but does not declare it`, 'undeclared_event');
    }
    return envelopesOf(emitted, this.handler.queue.service, cause);
  }

  /** An orchestrator may be waiting for this step. Answers false when even that could not be said: then the message must not rest yet. */
  private async tellOfFault(envelope: Envelope | undefined, verdict: Extract<Verdict, { kind: 'dead' }>): Promise<boolean> {
    if (!envelope || envelope.type === HandlerFaulted.type) return true;
    const { queue, service, handler } = {
      queue: this.handler.queue.name,
      service: this.handler.queue.service,
      handler: this.handler.queue.handler,
    };
    const { id, type, correlationid } = envelope;
    const { name, message, code } = verdict.error;
    const fault = HandlerFaulted({
      handler,
      service,
      queue,
      event: { id, type, correlationid },
      error: { name, message, code },
      attempts: verdict.attempts,
      firstFailedAt: verdict.firstFailedAt,
    });
    try {
      await this.transport.publish(envelopesOf([fault], service, { ...envelope, id: `${id}:${queue}` }));
      return true;
    } catch (error) {
      if (error instanceof Unroutable) return true;
      this.log.error({ err: error, queue }, 'a fault could not be told');
      return false;
    }
  }
}

function parse(body: Uint8Array): Envelope {
  try {
    return Envelope.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
  } catch (error) {
    throw new Permanent(`not a CloudEvent: ${error instanceof Error ? error.message : String(error)}`, 'malformed_message', {
      cause: error,
    });
  }
}

function check(contract: AnyContract, data: unknown): unknown {
  const result = contract.data.safeParse(data);
  if (result.success) return result.data;
  throw new Permanent(`${contract.type} does not fit its schema: ${z.prettifyError(result.error)}`, 'schema_mismatch');
}
