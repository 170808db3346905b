import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { CacheConfig } from './cache.config.js';
import { connect } from './redis-connection.js';

/** The connections of this process by URL, and how many of its services use each. */
const shared = new Map<string, { client: Redis; users: number }>();

/** One connection for all services of a process. It reconnects for ever and fails fast meanwhile: a cache must never hold anybody up. */
@Injectable()
export class SharedRedis implements OnApplicationShutdown {
  /** Undefined where no Redis is configured. */
  readonly client?: Redis;

  constructor(private readonly config: CacheConfig) {
    const { REDIS_URL } = config;
    if (!REDIS_URL) return;
    const lent = shared.get(REDIS_URL) ?? { client: connect(REDIS_URL), users: 0 };
    shared.set(REDIS_URL, lent);
    lent.users += 1;
    this.client = lent.client;
  }

  /** The last service to stop closes it. */
  async onApplicationShutdown(): Promise<void> {
    const { REDIS_URL = '' } = this.config;
    const lent = shared.get(REDIS_URL);
    if (!lent || --lent.users > 0) return;
    shared.delete(REDIS_URL);
    await lent.client.quit().catch(() => lent.client.disconnect());
  }
}
