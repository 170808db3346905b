import { CacheConfig, connect, SharedRedis } from '@polyreel/cache';
import { loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { EventEmitter } from 'node:events';
import { runOf, Told } from './live.update.js';

/** What was told with its place in its run's feed: what Last-Event-ID names. */
export interface Entry {
  id: string;
  told: Told;
}

/** A run of many shots says some hundreds of things; this is more, and bounds what a run can cost. */
const KEEP_ENTRIES = 1_000;
const KEEP_SECONDS = 86_400;
const READ_AT_ONCE = 200;
/** The place before everything. */
export const FROM_THE_BEGINNING = '0';
/** Whether this can be the id of an entry: `<milliseconds>-<sequence>`, each no larger than Redis takes. */
export const isPlace = (text: string): boolean => /^\d{1,16}-\d{1,16}$/.test(text);
const CHANNEL = 'polyreel:feed';
const keyOf = (run: string) => `polyreel:feed:${run}`;

/**
 * The feeds of all runs. With Redis they are streams that every instance writes and reads, so a watcher may hang on any of them;
 * while it is away each instance keeps what it heard itself.
 */
@Injectable()
export class Feed implements OnApplicationShutdown {
  private readonly log;
  private readonly heard = new EventEmitter().setMaxListeners(0);
  private readonly own = new Map<string, Entry[]>();
  private readonly redis?: Redis;
  private readonly subscriber?: Redis;

  constructor({ client }: SharedRedis, { REDIS_URL }: CacheConfig, service: ServiceIdentity) {
    this.log = loggerFor(service.name);
    this.redis = client;
    if (!REDIS_URL) return;
    this.subscriber = connect(REDIS_URL, { forSubscribing: true });
    this.subscriber.on('message', (_channel: string, run: string) => this.heard.emit(run));
    // What was told while the connection was away is in the streams: everybody looks.
    this.subscriber.on('ready', () => this.heard.eventNames().forEach((run) => this.heard.emit(run)));
    void this.subscriber.subscribe(CHANNEL).catch((error: unknown) => this.log.warn({ err: error }, 'other instances are not heard'));
  }

  /** Adds what is told and wakes its watchers. `eventId` makes it idempotent: a redelivered event adds nothing. */
  async add(told: Told, eventId: string): Promise<void> {
    const run = runOf(told);
    try {
      if (!this.redis) throw new Error('no Redis is configured');
      const fresh = await this.redis.set(`polyreel:feed-seen:${eventId}`, '1', 'EX', KEEP_SECONDS, 'NX');
      if (!fresh) return;
      await this.redis.xadd(keyOf(run), 'MAXLEN', '~', KEEP_ENTRIES, '*', 'told', JSON.stringify(told));
      await this.redis.expire(keyOf(run), KEEP_SECONDS);
      await this.redis.publish(CHANNEL, run);
    } catch {
      const entries = this.own.get(run) ?? [];
      const id = `${Date.now()}-${entries.length}`;
      this.own.set(run, [...entries, { id, told }].slice(-KEEP_ENTRIES));
      this.forgetOldest();
      this.heard.emit(run);
    }
  }

  /** The next of what came after `lastId`, oldest first; nothing where there is no more. */
  async after(run: string, lastId: string): Promise<Entry[]> {
    const shared = await this.redis
      ?.xrange(keyOf(run), lastId === FROM_THE_BEGINNING ? '-' : `(${lastId}`, '+', 'COUNT', READ_AT_ONCE)
      .catch(() => undefined);
    const entries = (shared ?? []).map(([id, [, told]]) => ({ id, told: Told.parse(JSON.parse(told ?? '')) }));
    const own = (this.own.get(run) ?? []).filter(({ id }) => isAfter(id, lastId));
    return [...entries, ...own].sort((a, b) => (isAfter(a.id, b.id) ? 1 : -1));
  }

  /** Calls `wake` whenever something may have come; answers how to stop. */
  listen(run: string, wake: () => void): () => void {
    this.heard.on(run, wake);
    return () => this.heard.off(run, wake);
  }

  onApplicationShutdown(): void {
    this.subscriber?.disconnect();
  }

  private forgetOldest(): void {
    const RUNS = 1_000;
    if (this.own.size > RUNS) this.own.delete(this.own.keys().next().value!);
  }
}

/** Redis stream ids are `<milliseconds>-<sequence>`. */
function isAfter(id: string, other: string): boolean {
  const [ms = 0, sequence = 0] = id.split('-').map(Number);
  const [otherMs = 0, otherSequence = 0] = other.split('-').map(Number);
  return ms > otherMs || (ms === otherMs && sequence > otherSequence);
}
