import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { configFrom } from './config.js';
import { servicePorts } from './service-registry.js';

export class DiscoveryConfig extends configFrom(
  z.object({
    /** How a service is reached where no Consul tells: `{name}` and `{port}` are filled in. Compose and Kubernetes set `http://{name}:{port}`. */
    SERVICE_URL: z.string().default('http://127.0.0.1:{port}'),
  }),
) {}

/** Finds a service by its name. */
@Injectable()
export class Discovery {
  constructor(private readonly config: DiscoveryConfig) {}

  /** Base URL of a service, without a trailing slash. Throws on a name that the registry does not know. */
  urlOf(name: string): string {
    const port = servicePorts.get(name);
    if (!port) throw new Error(`no service is called ${name}`);
    return this.config.SERVICE_URL.replace('{name}', name).replace('{port}', String(port));
  }
}
