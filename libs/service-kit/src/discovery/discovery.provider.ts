import type { FactoryProvider } from '@nestjs/common';
import { loggerFor } from '../logger.js';
import { ServiceIdentity } from '../service.decorator.js';
import { consulOf } from './consul.client.js';
import { ConsulDiscovery } from './consul.discovery.js';
import { Discovery } from './discovery.js';
import { DiscoveryConfig } from './discovery.config.js';
import { StaticDiscovery } from './static.discovery.js';

/** Consul finds services where one is configured, the static table where not. */
export const discoveryProvider: FactoryProvider<Discovery> = {
  provide: Discovery,
  inject: [DiscoveryConfig, ServiceIdentity],
  useFactory: async (config: DiscoveryConfig, { name }: ServiceIdentity) => {
    const consul = await consulOf(config);
    return consul ? new ConsulDiscovery(consul, loggerFor(name)) : new StaticDiscovery(config);
  },
};
