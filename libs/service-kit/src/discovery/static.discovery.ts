import { Discovery, registeredPort } from './discovery.js';
import type { DiscoveryConfig } from './discovery.config.js';

/** Every service at its port of the static table, where no Consul is configured. */
export class StaticDiscovery extends Discovery {
  constructor(private readonly config: DiscoveryConfig) {
    super();
  }

  override async urlOf(name: string): Promise<string> {
    return this.config.SERVICE_URL.replace('{name}', name).replace('{port}', String(registeredPort(name)));
  }
}
