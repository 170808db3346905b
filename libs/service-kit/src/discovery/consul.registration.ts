import { hostname } from 'node:os';
import type { Logger } from '../logger.js';
import { type Consul, consulOf, httpUrl } from './consul.client.js';
import type { DiscoveryConfig } from './discovery.config.js';

/** One running service as Consul is told of it. */
export interface Presence {
  readonly name: string;
  /** What others reach it by. */
  readonly host: string;
  readonly port: number;
}

const CHECK_EVERY = '10s';
const CHECK_TIMEOUT = '2s';
/** What has failed its check for so long is taken off the list, though it never said good-bye. Consul's own least is a minute. */
const FORGOTTEN_AFTER = '1m';
/** How often Consul is asked whether it still knows us: an agent that was started anew, or that took us for dead, does not. */
export const REMIND_EVERY_MS = 10_000;
const ASK_TIMEOUT_MS = 2_000;

const EVERY_ADDRESS = ['0.0.0.0', '::'];

/** The host that others reach a process by which listens on `listening`. */
export const advertisedHost = (listening: string, told?: string): string =>
  told ?? (EVERY_ADDRESS.includes(listening) ? hostname() : listening);

/** Keeps a service on Consul's list from its start to its stop. A Consul that is away stops nothing: it is told when it comes back. */
export class ConsulRegistration {
  private readonly id: string;
  private timer?: NodeJS.Timeout;
  private reminding?: Promise<void>;
  private registered = false;
  private saidAway = false;

  constructor(
    private readonly consul: Consul,
    private readonly presence: Presence,
    private readonly log: Logger,
  ) {
    // Of place and not of process: whoever takes a dead one's place takes its entry too.
    this.id = `${presence.name}-${presence.host}-${presence.port}`;
  }

  /** Registers, and looks after it from then on. Call it once the service answers. Never rejects. */
  async begin(): Promise<void> {
    await this.remind();
    this.timer = setInterval(() => void this.remind(), REMIND_EVERY_MS);
  }

  /** Takes the service off the list, before it stops answering. Never rejects: what could not be said, Consul finds out by its check. */
  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.reminding;
    try {
      await this.consul.agent.service.deregister({ id: this.id, ...within });
    } catch (error) {
      this.log.warn({ err: error }, 'Consul could not be told of the stop');
    }
    this.consul.destroy();
  }

  private remind(): Promise<void> {
    this.reminding ??= this.tell().finally(() => (this.reminding = undefined));
    return this.reminding;
  }

  private async tell(): Promise<void> {
    try {
      if (!this.registered || !(await this.isKnown())) await this.register();
      if (this.saidAway) this.log.info('Consul is back');
      this.saidAway = false;
    } catch (error) {
      if (!this.saidAway) this.log.warn({ err: error }, 'Consul cannot be told of this service for now');
      this.saidAway = true;
    }
  }

  private async isKnown(): Promise<boolean> {
    return this.id in (await this.consul.agent.service.list({ filter: `ID == "${this.id}"`, ...within }));
  }

  private async register(): Promise<void> {
    const { name, host, port } = this.presence;
    await this.consul.agent.service.register({
      id: this.id,
      name,
      address: host,
      port,
      check: {
        name: `${name} answers`,
        http: `${httpUrl(host, port)}/health`,
        interval: CHECK_EVERY,
        timeout: CHECK_TIMEOUT,
        // It answers already; without this it would be hidden until the first check.
        status: 'passing',
        deregistercriticalserviceafter: FORGOTTEN_AFTER,
      },
      ...within,
    });
    this.registered = true;
    this.log.debug({ id: this.id }, 'Consul knows this service');
  }
}

/** Understood by the client, but missing in its types. */
const within = { timeout: ASK_TIMEOUT_MS } as object;

/** Puts a service that answers on the configured Consul's list; answers nothing where none is configured. */
export async function registered(presence: Presence, config: DiscoveryConfig, log: Logger): Promise<ConsulRegistration | undefined> {
  const consul = await consulOf(config);
  if (!consul) return undefined;
  const registration = new ConsulRegistration(consul, presence, log);
  await registration.begin();
  return registration;
}
