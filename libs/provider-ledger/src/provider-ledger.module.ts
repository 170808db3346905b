import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common';
import { AbandonedOperations, REMOTES } from './abandoned-operations.js';
import { CallPatience } from './call-patience.config.js';
import { OperationsController } from './operations.controller.js';
import { PaidCalls } from './paid-calls.js';
import { ProviderLedger } from './provider-ledger.js';

/** For services that pay providers. Needs ProviderOperations and the job tables in the service's migrations. */
@Module({})
export class ProviderLedgerModule {
  /** `remotes` is the injection token of a map from provider name to its operations. */
  static paying({ imports = [], remotes }: Pick<ModuleMetadata, 'imports'> & { remotes: symbol }): DynamicModule {
    return {
      module: ProviderLedgerModule,
      imports,
      controllers: [OperationsController],
      providers: [ProviderLedger, PaidCalls, CallPatience, AbandonedOperations, { provide: REMOTES, useExisting: remotes }],
      exports: [PaidCalls],
    };
  }
}
