import { z } from 'zod';
import { configFrom } from '../config.js';

const withScheme = (address: string) => (address.includes('://') ? address : `http://${address}`);

export class DiscoveryConfig extends configFrom(
  z.object({
    /** How a service is reached where no Consul tells: `{name}` and `{port}` are filled in. Compose and Kubernetes set `http://{name}:{port}`. */
    SERVICE_URL: z.string().default('http://127.0.0.1:{port}'),
    /** The Consul agent of this machine, `host:port` or a URL. Unset: the static table is the registry. */
    CONSUL_HTTP_ADDR: z
      .string()
      .transform(withScheme)
      .pipe(z.url({ protocol: /^https?$/ }))
      .optional(),
    /** Needed where Consul's access control is on: may register this service and read the others. */
    CONSUL_HTTP_TOKEN: z.string().optional(),
    /** The host by which others reach this process, Consul's health check among them. Unset: HOST, or the machine's name where HOST is every address. */
    ADVERTISED_HOST: z.string().optional(),
  }),
) {}
