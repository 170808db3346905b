import type Consul from 'consul';
import type { DiscoveryConfig } from './discovery.config.js';

export type { Consul };

/** A client of the configured agent, or nothing. The package is loaded only where there is an agent. */
export async function consulOf(config: DiscoveryConfig): Promise<Consul | undefined> {
  if (!config.CONSUL_HTTP_ADDR) return undefined;
  const { default: Client } = await import('consul');
  const { protocol, hostname, port } = new URL(config.CONSUL_HTTP_ADDR);
  const secure = protocol === 'https:';
  return new Client({ host: hostname, port: Number(port || (secure ? 443 : 80)), secure, defaults: { token: config.CONSUL_HTTP_TOKEN } });
}

/** `http://host:port`, in which an IPv6 host stands in brackets. */
export const httpUrl = (host: string, port: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
