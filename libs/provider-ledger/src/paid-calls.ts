import type { Write } from '@polyreel/messaging';
import { type OperationState, ProviderError, type RemoteOperations, type RemoteOutput } from '@polyreel/providers';
import { type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { AbandonedOperations } from './abandoned-operations.js';
import { askedAgain, isAmbiguous } from './asked-again.js';
import { CallPatience } from './call-patience.config.js';
import { type Operation, ProviderLedger, type Unit } from './provider-ledger.js';

/** Who is asked. */
export interface Payee<Request> {
  provider: string;
  model: string;
  remote: RemoteOperations<Request>;
}

/** What a call is made with. */
export interface Calling {
  signal: AbortSignal;
  /** 0 to 1. */
  progress(done: number): void;
}

/** What a call led to. `settling` must be committed together with whatever is made of the outputs. */
export interface Paid {
  outputs: readonly RemoteOutput[];
  costUsd: number;
  settling: Write;
}

/**
 * Makes paid calls by the ledger: the claim is committed before the call, the operation id before the first question, and what an
 * earlier runner left is taken up where it stands. What may have been taken in is looked up, never sent again.
 */
@Injectable()
export class PaidCalls {
  private readonly log: Logger;

  constructor(
    private readonly ledger: ProviderLedger,
    private readonly patience: CallPatience,
    private readonly abandoned: AbandonedOperations,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
  }

  /** The provider whose call for this unit is under way: it goes before all others. */
  async underWay(unit: string): Promise<string | undefined> {
    const calls = await this.ledger.ofUnit(unit);
    return calls.find(({ state }) => state !== 'failed')?.provider;
  }

  /**
   * Has a provider do one unit of work and waits for it. Throws the ProviderError that it failed with; of class `ambiguous_submit`
   * where the call is unknown, and then nothing may pay anybody else for the same unit.
   */
  async make<Request>(unit: Unit, payee: Payee<Request>, request: Request, calling: Calling): Promise<Paid> {
    try {
      return await askedAgain(() => this.once(unit, payee, request, calling), {
        signal: calling.signal,
        backoffMs: this.patience.PROVIDER_BACKOFF_MS,
        soon: (waitMs, err) => this.log.info({ unit: unit.key, provider: payee.provider, waitMs, err }, 'a provider is asked again soon'),
      });
    } finally {
      if (calling.signal.aborted) this.abandoned.now();
    }
  }

  private async once<Request>(unit: Unit, payee: Payee<Request>, request: Request, { signal, progress }: Calling): Promise<Paid> {
    const { operation, fresh } = await this.claim(unit, payee, request, signal);
    const operationId = operation.operationId ?? (await this.handIn(operation, fresh, payee.remote, request, signal));
    const { outputs, costUsd } = await this.follow(operation, operationId, payee.remote, signal, progress);
    return { outputs, costUsd, settling: this.ledger.succeeding(operation, costUsd) };
  }

  /** A fresh claim, or the call that an earlier runner has left under way. */
  private async claim<Request>(
    unit: Unit,
    { provider, model }: Payee<Request>,
    request: Request,
    signal: AbortSignal,
  ): Promise<{ operation: Operation; fresh: boolean }> {
    for (;;) {
      signal.throwIfAborted();
      const claimed = await this.ledger.intend(unit, provider, model, request);
      if (claimed) return { operation: claimed, fresh: true };
      const left = (await this.ledger.ofUnit(unit.key)).find((call) => call.provider === provider);
      if (left?.state === 'unknown') throw new ProviderError('ambiguous_submit', left.error?.message ?? 'its outcome is unknown');
      if (left && left.state !== 'failed') return { operation: left, fresh: false };
    }
  }

  /** Gets a claim its operation id: by submitting it, or by finding out what became of a submit whose answer nobody has. */
  private async handIn<Request>(
    operation: Operation,
    fresh: boolean,
    remote: RemoteOperations<Request>,
    request: Request,
    signal: AbortSignal,
  ): Promise<string> {
    let cause: unknown = new Error('its runner died between the claim and the answer');
    try {
      if (fresh) return await this.submit(operation, remote, request, signal);
    } catch (error) {
      if (!isAmbiguous(error)) throw error;
      cause = error;
    }
    const found = await this.find(operation, remote, signal);
    if (found) return found;
    try {
      if (remote.honoursKey) return await this.submit(operation, remote, request, signal);
    } catch (error) {
      if (!isAmbiguous(error)) throw error;
      cause = error;
    }
    if (remote.find && !remote.honoursKey) {
      const never = new ProviderError('transient', 'the provider never took the call in', { cause });
      await this.ledger.failed(operation, never);
      throw never;
    }
    await this.ledger.unknown(operation, cause);
    this.log.error({ callKey: operation.callKey, provider: operation.provider, err: cause }, 'nobody can tell what became of a paid call');
    throw new ProviderError('ambiguous_submit', 'nobody can tell whether the provider took this call in', { cause });
  }

  /** Only a ProviderError of another class says that the call was not taken in; all else leaves it open. */
  private async submit<Request>(
    operation: Operation,
    remote: RemoteOperations<Request>,
    request: Request,
    signal: AbortSignal,
  ): Promise<string> {
    try {
      const { operationId } = await remote.submit(request, operation.callKey, signal);
      await this.ledger.submitted(operation, operationId);
      return operationId;
    } catch (error) {
      signal.throwIfAborted();
      if (!isAmbiguous(error)) await this.ledger.failed(operation, error);
      throw error;
    }
  }

  private async find<Request>(operation: Operation, remote: RemoteOperations<Request>, signal: AbortSignal): Promise<string | undefined> {
    if (!remote.find) return undefined;
    // A submit that is still on its way would not be found yet.
    await pause(this.patience.PROVIDER_SETTLE_MS, undefined, { signal });
    const operationId = await remote.find(operation.callKey, signal);
    if (operationId) await this.ledger.submitted(operation, operationId);
    return operationId;
  }

  private async follow<Request>(
    operation: Operation,
    operationId: string,
    remote: RemoteOperations<Request>,
    signal: AbortSignal,
    progress: (done: number) => void,
  ): Promise<Extract<OperationState, { state: 'succeeded' }>> {
    const { PROVIDER_POLL_MS, PROVIDER_POLL_LONGEST_MS, PROVIDER_OPERATION_SECONDS } = this.patience;
    const patience = AbortSignal.timeout(PROVIDER_OPERATION_SECONDS * 1_000);
    for (let everyMs = PROVIDER_POLL_MS; ; everyMs = Math.min(everyMs * 1.5, PROVIDER_POLL_LONGEST_MS)) {
      const now = await this.ask(operation, operationId, remote, signal);
      if (now?.state === 'succeeded') return now;
      if (now?.state === 'failed') {
        await this.ledger.failed(operation, now.error, now.costUsd);
        throw now.error;
      }
      if (now) progress(now.progress);
      // The row stays as it is: the keeper of abandoned operations stops it at the provider and writes down what it cost.
      if (patience.aborted) throw new ProviderError('timeout', `it was not done within ${PROVIDER_OPERATION_SECONDS} s`);
      await pause(everyMs * (0.8 + Math.random() * 0.4), undefined, { signal });
    }
  }

  /** Undefined where the question could not be answered: that says nothing of the operation. */
  private async ask<Request>(operation: Operation, operationId: string, remote: RemoteOperations<Request>, signal: AbortSignal) {
    try {
      return await remote.poll(operationId, signal);
    } catch (error) {
      signal.throwIfAborted();
      this.log.warn({ err: error, callKey: operation.callKey, provider: operation.provider }, 'a provider did not say how far it is');
      return undefined;
    }
  }
}
