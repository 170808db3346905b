import { ProviderError, type RemoteOperations } from '@polyreel/providers';
import { Cadence, type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type Operation, ProviderLedger } from './provider-ledger.js';

/** Where a service names the providers that it can pay, by name. */
export const REMOTES = Symbol('Remotes');

/** What of a provider is needed to end a call at it: nothing where its answers are the work itself and there is nobody to ask later. */
export type Remote = Pick<RemoteOperations<never>, 'cancel' | 'find' | 'poll'> | Record<string, never>;

const LOOK_EVERY_MS = 2_000;
const BATCH = 20;
const PATIENCE_MS = 15_000;

/**
 * Sees to calls that nobody waits for any more: stops them at the provider, follows them to their end, and writes down how they ended
 * and what they cost. Driven by the rows alone, so that it does not matter who died when. Two instances that do the same do no harm.
 */
@Injectable()
export class AbandonedOperations implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log: Logger;
  private readonly cadence: Cadence;

  constructor(
    private readonly ledger: ProviderLedger,
    @Inject(REMOTES) private readonly remotes: ReadonlyMap<string, Remote>,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
    this.cadence = new Cadence(LOOK_EVERY_MS, () => this.look(), this.log);
  }

  onApplicationBootstrap(): void {
    this.cadence.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.cadence.stop();
  }

  /** Somebody has just stopped waiting: the provider need not work on until the next look. */
  now(): void {
    this.cadence.now();
  }

  async look(): Promise<void> {
    const abandoned = await this.ledger.abandoned(BATCH);
    await Promise.all(
      abandoned.map((operation) =>
        this.end(operation).catch((error: unknown) =>
          this.log.warn({ err: error, callKey: operation.callKey }, 'an abandoned call could not be ended yet'),
        ),
      ),
    );
  }

  private async end(operation: Operation): Promise<void> {
    const remote = this.remotes.get(operation.provider);
    // Its key may have been taken out of the configuration: the row waits until it is back.
    if (!remote) return;
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const operationId = operation.operationId ?? (await remote.find?.(operation.callKey, signal));
    if (!operationId || !remote.cancel) return this.neverAnswered(operation, remote);
    if (!operation.operationId) await this.ledger.submitted(operation, operationId);
    await remote.cancel(operationId, signal);
    const now = await remote.poll(operationId, signal);
    if (now.state === 'running') return;
    const done = now.state === 'succeeded';
    const error = done ? new ProviderError('timeout', 'it was done when nobody waited for it any more') : now.error;
    await this.ledger.failed(operation, error, now.costUsd);
    this.log.info({ callKey: operation.callKey, provider: operation.provider, costUsd: now.costUsd, done }, 'an abandoned call has ended');
  }

  private neverAnswered(operation: Operation, remote: Remote): Promise<void> {
    return remote.find
      ? this.ledger.failed(operation, new ProviderError('transient', 'the provider never took the call in'))
      : this.ledger.unknown(operation, new Error('its runner died between the claim and the answer'));
  }
}
