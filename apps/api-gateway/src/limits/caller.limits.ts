import { AppError, type Caller, configFrom, loadJson } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Buckets } from './token.buckets.js';
import type { Allowance, Taken } from './token-bucket.rule.js';

/** What is counted together. `calls` is everything else. */
export const LimitKind = z.enum(['sign-in', 'generations', 'voice', 'calls']);
export type LimitKind = z.infer<typeof LimitKind>;

const count = z.number().int().min(1).optional();
const Rates = z.strictObject({ perMinute: count, perHour: count, perDay: count });
const OfTier = z.strictObject({ 'sign-in': Rates, generations: Rates, voice: Rates, calls: Rates });
const LimitTable = z.strictObject({
  /** Of one address, whoever is behind it. */
  address: Rates,
  nobody: OfTier.partial().required({ calls: true }),
  free: OfTier,
  pro: OfTier,
  enterprise: OfTier,
});
export type LimitTable = z.infer<typeof LimitTable>;

/** The limits that hold where the operator says nothing else. */
export const standardLimits = (): LimitTable => loadJson(import.meta.url, './limits.json', LimitTable);

const SECONDS = { perMinute: 60, perHour: 3_600, perDay: 86_400 } as const;

export class LimitsConfig extends configFrom(
  z.object({
    /** A file of the operator's that stands in for limits.json, in its form. */
    LIMITS_FILE: z.string().optional(),
  }),
) {}

/** How often who may ask for what. */
@Injectable()
export class Limits {
  private readonly table: LimitTable;

  constructor(
    private readonly buckets: Buckets,
    { LIMITS_FILE }: LimitsConfig,
  ) {
    this.table = LIMITS_FILE ? LimitTable.parse(JSON.parse(readFileSync(LIMITS_FILE, 'utf8'))) : standardLimits();
  }

  /** Counts one request of this caller as all of that at once. Gives how it stands; throws `rate_limited` (429) with it where the allowance is used up. */
  async count(caller: Caller, address: string, counted: readonly LimitKind[]): Promise<Taken> {
    const allowances = this.allowancesOf(caller, address, counted);
    const taken = await this.buckets.take(allowances);
    if (taken.allowed) return taken;
    const { retryAfterSeconds } = taken;
    throw new RateLimited(taken, `Too many requests. Try again in ${retryAfterSeconds} s.`);
  }

  private allowancesOf(caller: Caller, address: string, counted: readonly LimitKind[]): Allowance[] {
    const whose = caller.role === 'nobody' ? `address:${address}` : `user:${caller.userId}`;
    const ofTier = caller.role === 'nobody' ? this.table.nobody : this.table[caller.tier];
    // What has no count of its own is one of the calls; what has one costs a call all the same.
    const kinds = [...new Set([...counted.filter((one) => ofTier[one]), 'calls' as const])];
    return [
      ...allowances(`all:${address}`, this.table.address),
      // Guessing passwords is counted by address even where the guesser has signed in elsewhere.
      ...kinds.flatMap((one) => allowances(`${one === 'sign-in' ? `address:${address}` : whose}:${one}`, ofTier[one]!)),
    ];
  }
}

/** The limit was reached: the answer carries how it stands. */
export class RateLimited extends AppError {
  constructor(
    readonly taken: Taken,
    message: string,
  ) {
    super('rate_limited', message, 429, { retryAfterSeconds: taken.retryAfterSeconds });
  }
}

const allowances = (key: string, rates: z.infer<typeof Rates>): Allowance[] =>
  (Object.keys(SECONDS) as (keyof typeof SECONDS)[]).flatMap((per) => {
    const limit = rates[per];
    return limit === undefined ? [] : [{ key: `${key}:${SECONDS[per]}`, limit, seconds: SECONDS[per] }];
  });

/** The headers of the IETF draft "RateLimit header fields for HTTP" (version 6, the one that clients know). */
export const rateLimitHeaders = ({ limit, remaining, resetSeconds, retryAfterSeconds }: Taken) => ({
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remaining),
  'ratelimit-reset': String(resetSeconds),
  ...(retryAfterSeconds > 0 ? { 'retry-after': String(retryAfterSeconds) } : {}),
});
