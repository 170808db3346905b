import { SharedRedis } from '@polyreel/cache';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';

interface Brake {
  /** How many wrong guesses cost nothing. */
  free: number;
  /** Each one after that doubles the wait, from one second up to this. */
  longestSeconds: number;
}

/** A person mistypes; a thief tries from one place; a crowd of thieves tries one account; one thief tries many accounts. */
const BRAKES = {
  pair: { free: 5, longestSeconds: 900 },
  account: { free: 50, longestSeconds: 60 },
  address: { free: 100, longestSeconds: 60 },
} as const satisfies Record<string, Brake>;
type Kind = keyof typeof BRAKES;

/** A count is forgotten an hour after its last guess. */
const REMEMBERED_SECONDS = 3_600;
const MOST_REMEMBERED = 50_000;

/** Counts a guess, or answers how many milliseconds it comes too early. The clock is Redis's. */
const GUESS = `
local n = tonumber(redis.call('HGET', KEYS[1], 'n') or '0')
local at = tonumber(redis.call('HGET', KEYS[1], 'at') or '0')
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local over = n - tonumber(ARGV[1])
if over >= 0 then
  local wait = at + math.min(2 ^ over, tonumber(ARGV[2])) * 1000 - now
  if wait > 0 then return math.ceil(wait) end
end
redis.call('HSET', KEYS[1], 'n', n + 1, 'at', now)
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 0`;

/** A guess that was let through to be judged. */
export interface Guess {
  /** It was the owner: their own mistakes are forgotten, what others did is not. */
  right(): Promise<void>;
}

/**
 * Slows guessing down. A guess counts before it is judged, so that a thousand at once are no way around it. An account that is tried from
 * everywhere is slow for strangers only: who comes from where its owner has signed in before is not held up by what others do.
 */
@Injectable()
export class GuessBrake {
  private readonly redis?: Redis;
  /** Stands in while Redis is away: each instance then counts by itself. */
  private readonly own = new LRUCache<string, { n: number; at: number }>({ max: MOST_REMEMBERED, ttl: REMEMBERED_SECONDS * 1000 });

  constructor(redis: SharedRedis) {
    this.redis = redis.client;
  }

  /** Throws `too_many_attempts` (429) where it comes too early. `known` says that the owner has signed in from there before. */
  async guess(email: string, address: string, known: boolean): Promise<Guess> {
    const kinds: Kind[] = known ? ['pair', 'address'] : ['pair', 'account', 'address'];
    for (const kind of kinds) {
      const waitMs = await this.count(kind, nameOf(kind, email, address));
      if (waitMs > 0) {
        const retryAfterSeconds = Math.ceil(waitMs / 1000);
        throw new AppError('too_many_attempts', `Too many wrong attempts. Try again in ${retryAfterSeconds} s.`, 429, {
          retryAfterSeconds,
        });
      }
    }
    const names = kinds.map((kind) => nameOf(kind, email, address));
    return {
      right: async () => {
        await this.forget(names[0]!);
        await this.takeBack(names.slice(1));
      },
    };
  }

  /** Whoever opened a letter to the owner's address may try at once, wherever they are. */
  async release(email: string, address: string): Promise<void> {
    await this.forget(nameOf('pair', email, address));
    await this.forget(nameOf('account', email, address));
  }

  private async count(kind: Kind, name: string): Promise<number> {
    const { free, longestSeconds } = BRAKES[kind];
    const waitMs = await this.redis?.eval(GUESS, 1, name, free, longestSeconds, REMEMBERED_SECONDS).catch(() => undefined);
    return typeof waitMs === 'number' ? waitMs : this.countMyself(kind, name);
  }

  private countMyself(kind: Kind, name: string): number {
    const { free, longestSeconds } = BRAKES[kind];
    const { n, at } = this.own.get(name) ?? { n: 0, at: 0 };
    const now = Date.now();
    const over = n - free;
    const waitMs = over < 0 ? 0 : at + Math.min(2 ** over, longestSeconds) * 1000 - now;
    if (waitMs > 0) return waitMs;
    this.own.set(name, { n: n + 1, at: now });
    return 0;
  }

  private async takeBack(names: readonly string[]): Promise<void> {
    for (const name of names) {
      const counted = this.own.get(name);
      if (counted) counted.n -= 1;
      await this.redis
        ?.multi()
        .hincrby(name, 'n', -1)
        .expire(name, REMEMBERED_SECONDS)
        .exec()
        .catch(() => undefined);
    }
  }

  private async forget(name: string): Promise<void> {
    this.own.delete(name);
    await this.redis?.del(name).catch(() => undefined);
  }
}

/** Addresses of people do not lie about in Redis. */
function nameOf(kind: Kind, email: string, address: string): string {
  const subject = { pair: `${email} ${address}`, account: email, address }[kind];
  return `polyreel:guesses:${kind}:${createHash('sha256').update(subject).digest('base64url')}`;
}
