import { SharedRedis } from '@polyreel/cache';
import { loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { readFileSync } from 'node:fs';
import { type Allowance, type Bucket, outcome, take, type Taken } from './token-bucket.rule.js';

const SCRIPT = readFileSync(new URL('./token-bucket.lua', import.meta.url), 'utf8');
/** How many buckets one instance keeps while Redis is away: the longest unused go first. */
const MOST_OWN_BUCKETS = 50_000;

type WithScript = Redis & { takeTokens(keys: number, ...rest: (string | number)[]): Promise<[number, ...string[]]> };

/**
 * Everybody's allowances. They are counted in Redis, together for all instances; while it is away each instance counts by itself, so that a
 * limit is looser by the number of instances and never off.
 */
@Injectable()
export class Buckets {
  private readonly own = new LRUCache<string, Bucket>({ max: MOST_OWN_BUCKETS });
  private readonly redis?: WithScript;
  private readonly log;
  private away = false;

  constructor({ client }: SharedRedis, service: ServiceIdentity) {
    this.log = loggerFor(service.name);
    client?.defineCommand('takeTokens', { lua: SCRIPT });
    this.redis = client as WithScript | undefined;
  }

  /** Takes one request out of all of these, or out of none. Never throws. */
  async take(allowances: readonly Allowance[]): Promise<Taken> {
    if (!this.redis) return this.takeOwn(allowances);
    try {
      const keys = allowances.map(({ key }) => `polyreel:limit:${key}`);
      const [allowed, ...tokens] = await this.redis.takeTokens(
        keys.length,
        ...keys,
        ...allowances.flatMap((one) => [one.limit, one.seconds]),
      );
      this.away = false;
      return outcome(allowances, tokens.map(Number), allowed === 1);
    } catch (error) {
      if (!this.away) this.log.warn({ err: error }, 'limits are counted by each instance for itself while Redis is away');
      this.away = true;
      return this.takeOwn(allowances);
    }
  }

  private takeOwn(allowances: readonly Allowance[]): Taken {
    const { taken, left } = take(
      allowances,
      allowances.map(({ key }) => this.own.get(key)),
      Date.now() / 1000,
    );
    if (taken.allowed) allowances.forEach(({ key }, index) => this.own.set(key, left[index]!));
    return taken;
  }
}
