import { z } from 'zod';
import { AppError } from '../app.error.js';
import type { Logger } from '../logger.js';
import { type Consul, httpUrl } from './consul.client.js';

/** How long a request waits for the first answer about a service. */
const FIRST_ANSWER_MS = 2_000;
/** After so long without a word from Consul, what it said last is no longer believed: addresses are given to others. */
export const BELIEVED_MS = 15 * 60_000;
const RETRY_WITHIN_MS = 5_000;

const Entries = z.array(
  z.object({ Node: z.object({ Address: z.string() }), Service: z.object({ Address: z.string(), Port: z.number().int() }) }),
);

/** Where the healthy instances of one service are, as Consul says: kept up to date by a blocking query until it is forgotten. */
export class Whereabouts {
  private readonly watch: ReturnType<Consul['watch']>;
  private readonly firstWord: Promise<void>;
  private urls?: readonly string[];
  private turn = 0;
  private lostAt = 0;

  constructor(
    consul: Consul,
    private readonly name: string,
    private readonly log: Logger,
    private readonly ended: () => void,
  ) {
    const options = { service: name, passing: true } as unknown as Record<string, string>;
    this.watch = consul.watch({ method: consul.health.service, options, backoffMax: RETRY_WITHIN_MS });
    this.firstWord = new Promise((resolve) => this.watch.once('change', () => resolve()).once('error', () => resolve()));
    this.watch.on('change', (entries: unknown) => this.heard(entries));
    this.watch.on('error', (error: unknown) => this.lost(error));
    this.watch.on('end', () => this.ended());
  }

  /** One instance after the other. Throws `service_unavailable` where none is known. */
  async url(): Promise<string> {
    if (!this.urls) await this.firstAnswer();
    const silentMs = Date.now() - (this.watch.updateTime() ?? 0);
    if (!this.urls || silentMs > BELIEVED_MS) throw this.unavailable('Consul does not say where it is');
    const url = this.urls[this.turn++ % this.urls.length];
    if (!url) throw this.unavailable('none of its instances is healthy');
    return url;
  }

  forget(): void {
    this.watch.end();
  }

  private async firstAnswer(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, FIRST_ANSWER_MS)));
    await Promise.race([this.firstWord, late]);
    clearTimeout(timer);
  }

  private heard(entries: unknown): void {
    const read = Entries.safeParse(entries);
    if (!read.success) return this.lost(read.error);
    this.urls = read.data.map(({ Node, Service }) => httpUrl(Service.Address || Node.Address, Service.Port));
  }

  /** Said once an outage, not at each of its attempts. */
  private lost(error: unknown): void {
    const heardSince = (this.watch.updateTime() ?? 0) > this.lostAt;
    if (this.lostAt > 0 && !heardSince) return;
    this.lostAt = Date.now();
    const standing = this.urls ? 'what it said last is used' : 'nothing is known of it yet';
    this.log.warn({ err: error, wanted: this.name }, `Consul does not say where ${this.name} is: ${standing}`);
  }

  private unavailable(reason: string): AppError {
    return new AppError('service_unavailable', `${this.name} cannot be reached: ${reason}. Try again in a moment.`, 503, {
      service: this.name,
    });
  }
}
