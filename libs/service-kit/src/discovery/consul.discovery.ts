import type { OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '../logger.js';
import type { Consul } from './consul.client.js';
import { Discovery, registeredPort } from './discovery.js';
import { Whereabouts } from './whereabouts.js';

/** Finds services through Consul. Each name is asked for once and then followed, so that a request waits for no look-up. */
export class ConsulDiscovery extends Discovery implements OnApplicationShutdown {
  private readonly followed = new Map<string, Whereabouts>();

  constructor(
    private readonly consul: Consul,
    private readonly log: Logger,
  ) {
    super();
  }

  override async urlOf(name: string): Promise<string> {
    registeredPort(name);
    let whereabouts = this.followed.get(name);
    if (!whereabouts) {
      whereabouts = new Whereabouts(this.consul, name, this.log, () => this.followed.delete(name));
      this.followed.set(name, whereabouts);
    }
    return whereabouts.url();
  }

  onApplicationShutdown(): void {
    for (const whereabouts of [...this.followed.values()]) whereabouts.forget();
    this.consul.destroy();
  }
}
