import { loggerFor } from '@polyreel/service-kit';
import { BrokenCircuitError, type CircuitBreakerPolicy, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import PQueue from 'p-queue';
import type { FetchedOutput, OutputFetcher } from './http/output-fetcher.js';
import type { RemoteModelCard } from './model-card.js';
import { type ErrorClass, ProviderError } from './provider.error.js';
import type { OperationState, RemoteOperations, RemoteOutput } from './remote-operations.port.js';
import { tryAgain } from './try-again.js';

/** Failures that say that the provider itself is in trouble. */
const TROUBLE: readonly ErrorClass[] = ['transient', 'timeout', 'ambiguous_submit'];
/** So many in a row, and it is left alone for so long; then one call tries. */
const TROUBLES_IN_A_ROW = 5;
const LEFT_ALONE_MS = 30_000;

export interface RemoteProviderParts<Request> {
  card: RemoteModelCard;
  operations: RemoteOperations<Request>;
  outputs: OutputFetcher;
  /** Waits between tries of one download. */
  delaysMs?: readonly number[];
}

/**
 * A model at a remote provider, with manners: no more at once than it allows, and left alone while it is in trouble. Nothing is submitted
 * twice here: whether a call may be made again is for who keeps the record of it.
 */
export class RemoteProvider<Request> implements RemoteOperations<Request> {
  readonly card: RemoteModelCard;
  readonly honoursKey: boolean;
  /** Present where the provider has a look-up. */
  readonly find?: RemoteOperations<Request>['find'];
  private readonly slots: PQueue;
  private readonly circuit: CircuitBreakerPolicy;

  constructor(private readonly parts: RemoteProviderParts<Request>) {
    const { card, operations } = parts;
    const { concurrency, startsPerMinute } = card.remote;
    this.card = card;
    this.honoursKey = operations.honoursKey;
    this.find = operations.find?.bind(operations);
    this.slots = new PQueue({ concurrency, intervalCap: startsPerMinute, interval: 60_000, carryoverConcurrencyCount: true });
    this.circuit = circuitBreaker(
      handleWhen((error) => error instanceof ProviderError && TROUBLE.includes(error.errorClass)),
      { breaker: new ConsecutiveBreaker(TROUBLES_IN_A_ROW), halfOpenAfter: LEFT_ALONE_MS },
    );
    const log = loggerFor('providers');
    this.circuit.onBreak(() => log.warn({ model: card.id }, `a provider is left alone: it failed ${TROUBLES_IN_A_ROW} times in a row`));
    this.circuit.onReset(() => log.info({ model: card.id }, 'a provider that was left alone answers again'));
  }

  /** Runs a whole call, from its submit to its end, in one of the provider's places. Who no longer wants to wait for one leaves with the signal's reason. */
  async admit<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    return new Promise<T>((resolve, reject) => {
      const leave = () => reject(signal.reason as Error);
      signal.addEventListener('abort', leave, { once: true });
      void this.slots.add(async () => {
        signal.removeEventListener('abort', leave);
        if (signal.aborted) return;
        try {
          resolve(await work());
        } catch (error) {
          reject(error as Error);
        }
      });
    });
  }

  async submit(request: Request, key: string, signal: AbortSignal): Promise<{ readonly operationId: string }> {
    try {
      return await this.circuit.execute(() => this.parts.operations.submit(request, key, signal));
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new ProviderError(
        'unavailable',
        `${this.card.provider} is left alone for a while: it failed ${TROUBLES_IN_A_ROW} times in a row`,
      );
    }
  }

  async poll(operationId: string, signal: AbortSignal): Promise<OperationState> {
    return this.parts.operations.poll(operationId, signal);
  }

  async cancel(operationId: string, signal: AbortSignal): Promise<void> {
    return this.parts.operations.cancel(operationId, signal);
  }

  /**
   * Brings what an operation made into a folder. Rejects as the fetcher does; it may be called again as long as the provider keeps the
   * output, and never costs anything.
   */
  async collect(outputs: readonly RemoteOutput[], directory: string, signal: AbortSignal): Promise<FetchedOutput> {
    const [first] = outputs;
    if (!first) throw new ProviderError('unavailable', `${this.card.provider} gave no output`);
    return tryAgain(() => this.parts.outputs.fetchTo(first, this.card.kind, directory, signal), signal, this.parts.delaysMs);
  }
}
