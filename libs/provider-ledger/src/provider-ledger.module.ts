import { ProviderRegistry, ProvidersModule, type RemoteProvider } from '@polyreel/providers';
import { type DynamicModule, Module } from '@nestjs/common';
import { AbandonedOperations, type Remote, REMOTES } from './abandoned-operations.js';
import { CallPatience } from './call-patience.config.js';
import { OperationsController } from './operations.controller.js';
import { OutrightCalls } from './outright-calls.js';
import { PaidCalls } from './paid-calls.js';
import { PaidTakes } from './paid-takes.js';
import { ProviderLedger } from './provider-ledger.js';

const BOOKS = [ProviderLedger, CallPatience, AbandonedOperations];

/** For services that pay providers. Needs ProviderOperations and the job tables in the service's migrations. */
@Module({})
export class ProviderLedgerModule {
  /** `choose` says which of the configured providers this service pays. */
  static paying(choose: (registry: ProviderRegistry) => readonly RemoteProvider<never>[]): DynamicModule {
    const byName = (registry: ProviderRegistry) =>
      new Map<string, Remote>(choose(registry).map((remote) => [remote.card.provider, remote]));
    return {
      module: ProviderLedgerModule,
      imports: [ProvidersModule],
      controllers: [OperationsController],
      providers: [...BOOKS, PaidCalls, PaidTakes, { provide: REMOTES, useFactory: byName, inject: [ProviderRegistry] }],
      exports: [PaidTakes],
    };
  }

  /** For calls whose answer is the work itself, at these providers. */
  static payingOutright(providers: readonly string[]): DynamicModule {
    const nobodyToAsk = new Map<string, Remote>(providers.map((name) => [name, {}]));
    return {
      module: ProviderLedgerModule,
      controllers: [OperationsController],
      providers: [...BOOKS, OutrightCalls, { provide: REMOTES, useValue: nobodyToAsk }],
      exports: [OutrightCalls],
    };
  }
}
