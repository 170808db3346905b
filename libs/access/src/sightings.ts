import { SharedRedis } from '@polyreel/cache';
import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';

const SEEN = 'polyreel:sessions:seen';
/** How exactly it is known when a session was last used. */
const ONCE_IN_MS = 60_000;
const MOST_SESSIONS = 100_000;

/** When each session was last used: the doors note it, session-service collects it. It costs no row and no message per request. */
@Injectable()
export class Sightings {
  private readonly lately = new LRUCache<string, true>({ max: MOST_SESSIONS, ttl: ONCE_IN_MS });
  private readonly redis?: Redis;

  constructor(redis: SharedRedis) {
    this.redis = redis.client;
  }

  /** Nobody waits for it, and nobody is turned away because it could not be noted. */
  note(sessionId: string, now = Date.now()): void {
    if (this.lately.has(sessionId)) return;
    this.lately.set(sessionId, true);
    this.redis?.zadd(SEEN, 'GT', now, sessionId).catch(() => undefined);
  }

  /** Up to `most` sessions that were seen and not yet collected, the longest ago first, with the time in milliseconds since 1970. */
  async collect(most: number): Promise<Map<string, number>> {
    const found = (await this.redis?.zrange(SEEN, 0, most - 1, 'WITHSCORES').catch(() => [])) ?? [];
    const seen = new Map<string, number>();
    for (let at = 0; at < found.length; at += 2) seen.set(found[at]!, Number(found[at + 1]));
    return seen;
  }

  /** Forgets what has been collected, unless it was seen again meanwhile. */
  async forget(collected: ReadonlyMap<string, number>): Promise<void> {
    const latest = Math.max(...collected.values());
    if (collected.size > 0) await this.redis?.zremrangebyscore(SEEN, '-inf', latest).catch(() => undefined);
  }
}
