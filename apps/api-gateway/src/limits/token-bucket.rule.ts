/** One allowance: `limit` requests at once, filling up again over `seconds`. */
export interface Allowance {
  /** Whose it is and what for: `user:<id>:generations:60`. */
  readonly key: string;
  readonly limit: number;
  readonly seconds: number;
}

/** What came of asking for one request from several allowances at once: all of them give, or none does. */
export interface Taken {
  readonly allowed: boolean;
  /** The allowance with the least left, as the RateLimit headers tell it. */
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until that allowance is whole again. */
  readonly resetSeconds: number;
  /** Seconds until asking again can help; 0 where it was allowed. */
  readonly retryAfterSeconds: number;
}

/** A bucket as it was left: how many tokens, and when, in seconds. */
export interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/**
 * Takes one token out of each bucket, or out of none. The token bucket of traffic shaping (Turner 1986; RFC 2697 names the same rule): tokens
 * drip in at `limit / seconds` up to `limit`. `token-bucket.lua` is this rule again, for Redis; one suite holds both to it.
 */
export function take(
  allowances: readonly Allowance[],
  standing: readonly (Bucket | undefined)[],
  now: number,
): { taken: Taken; left: Bucket[] } {
  const filled = allowances.map(({ limit, seconds }, index) => {
    const bucket = standing[index];
    return bucket ? Math.min(limit, bucket.tokens + (Math.max(0, now - bucket.at) * limit) / seconds) : limit;
  });
  const allowed = filled.every((tokens) => tokens >= 1);
  const left = filled.map((tokens) => ({ tokens: allowed ? tokens - 1 : tokens, at: now }));
  return {
    taken: outcome(
      allowances,
      left.map(({ tokens }) => tokens),
      allowed,
    ),
    left,
  };
}

/** Says what `tokens` left in each allowance mean to whoever asked. */
export function outcome(allowances: readonly Allowance[], tokens: readonly number[], allowed: boolean): Taken {
  const scarcest = tokens.reduce((least, _, index) => (share(index) < share(least) ? index : least), 0);
  function share(index: number) {
    return tokens[index]! / allowances[index]!.limit;
  }
  const { limit, seconds } = allowances[scarcest]!;
  const waits = allowances.map((one, index) => Math.max(0, ((1 - tokens[index]!) * one.seconds) / one.limit));
  return {
    allowed,
    limit,
    remaining: Math.floor(tokens[scarcest]!),
    resetSeconds: Math.ceil(((limit - tokens[scarcest]!) * seconds) / limit),
    retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(Math.max(...waits))),
  };
}
