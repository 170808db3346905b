import { Module } from '@nestjs/common';
import { ProviderRegistry } from './provider-registry.js';
import { ProvidersConfig } from './providers.config.js';

/** Gives a service the remote providers that its environment configures. */
@Module({ providers: [ProvidersConfig, ProviderRegistry], exports: [ProviderRegistry] })
export class ProvidersModule {}
