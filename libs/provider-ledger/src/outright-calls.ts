import { ProviderError } from '@polyreel/providers';
import { type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { AbandonedOperations } from './abandoned-operations.js';
import { askedAgain, isAmbiguous } from './asked-again.js';
import { CallPatience } from './call-patience.config.js';
import { type Operation, ProviderLedger, type Unit } from './provider-ledger.js';

/** One paid call whose answer is the work itself: there is no operation at the provider that could be asked for later. */
export interface OutrightCall<Answer> {
  provider: string;
  model: string;
  /** What is asked; its hash is kept. */
  request: unknown;
  signal: AbortSignal;
  /** Makes the call. A ProviderError of another class than `ambiguous_submit` says that it was not taken in and costs nothing. */
  work(): Promise<Answer>;
  costUsd(answer: Answer): number;
}

/**
 * Paid calls that answer at once, by the ledger: the claim is committed before the call and its end as soon as the answer is there. A claim
 * that an earlier runner left open is unknown for good, as nobody can be asked what became of it, and nothing repeats it by itself.
 */
@Injectable()
export class OutrightCalls {
  private readonly log: Logger;

  constructor(
    private readonly ledger: ProviderLedger,
    private readonly patience: CallPatience,
    private readonly abandoned: AbandonedOperations,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
  }

  /**
   * Makes one call for this unit and gives its answer. Rejects with the ProviderError that it failed with; of class `ambiguous_submit`
   * where it may have been paid for already, now or earlier: then nothing may pay anybody else for the same unit.
   */
  async make<Answer>(unit: Unit, call: OutrightCall<Answer>): Promise<Answer> {
    const { signal, provider } = call;
    try {
      return await askedAgain(() => this.once(unit, call), {
        signal,
        backoffMs: this.patience.PROVIDER_BACKOFF_MS,
        soon: (waitMs, err) => this.log.info({ unit: unit.key, provider, waitMs, err }, 'a provider is asked again soon'),
      });
    } finally {
      if (signal.aborted) this.abandoned.now();
    }
  }

  private async once<Answer>(unit: Unit, { provider, model, request, signal, work, costUsd }: OutrightCall<Answer>): Promise<Answer> {
    const operation = await this.claim(unit, provider, model, request, signal);
    let answer: Answer;
    try {
      answer = await work();
    } catch (error) {
      // Torn away: the row stays open until the keeper of abandoned calls, or the next runner, finds that nobody can tell.
      signal.throwIfAborted();
      if (isAmbiguous(error)) throw await this.nobodyCanTell(operation, error);
      await this.ledger.failed(operation, error);
      throw error;
    }
    await this.ledger.answered(operation, costUsd(answer));
    return answer;
  }

  private async claim(unit: Unit, provider: string, model: string, request: unknown, signal: AbortSignal): Promise<Operation> {
    for (;;) {
      signal.throwIfAborted();
      const elsewhere = (await this.ledger.ofUnit(unit.key)).find((call) => call.state !== 'failed');
      if (elsewhere) throw await this.leftBehind(elsewhere);
      const claimed = await this.ledger.intend(unit, provider, model, request);
      if (claimed) return claimed;
    }
  }

  /** What an earlier runner has left of this unit's call. Its lease has lapsed, or this one would not run. */
  private async leftBehind(operation: Operation): Promise<ProviderError> {
    if (operation.state === 'succeeded')
      return new ProviderError('ambiguous_submit', `${operation.provider} was paid for this, and its answer is lost`);
    if (operation.state === 'unknown') return new ProviderError('ambiguous_submit', operation.error?.message ?? 'its outcome is unknown');
    return this.nobodyCanTell(operation, new Error('its runner died between the claim and the answer'));
  }

  private async nobodyCanTell(operation: Operation, cause: unknown): Promise<ProviderError> {
    await this.ledger.unknown(operation, cause);
    this.log.error({ callKey: operation.callKey, provider: operation.provider, err: cause }, 'nobody can tell what became of a paid call');
    return new ProviderError('ambiguous_submit', `nobody can tell whether ${operation.provider} took this call in`, { cause });
  }
}
