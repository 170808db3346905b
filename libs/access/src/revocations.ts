import { SharedRedis } from '@polyreel/cache';
import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { ACCESS_TOKEN_SECONDS, CLOCKS_APART_SECONDS } from './access-claims.js';

export type RevocationKind = 'session' | 'user' | 'key' | 'signer';

const keyOf = (kind: RevocationKind, id: string) => `polyreel:revoked:${kind}:${id}`;
/** Stands as long as Redis has lost nothing since auth-service last told it everything. */
const COMPLETE = 'polyreel:revoked:complete';
/** As long as a token may live that says otherwise. */
export const REMEMBERED_SECONDS = ACCESS_TOKEN_SECONDS + 2 * CLOCKS_APART_SECONDS;

/** What a token says of itself that a revocation may name. */
export interface Shown {
  sub: string;
  sid: string;
  /** Seconds since 1970, with fractions. */
  iat: number;
  kid?: string;
}

/**
 * What has been revoked while tokens that say otherwise are still about. Every instance of every service reads the same list in Redis. Only
 * auth-service writes it, and keeps the same in its tables: where Redis cannot tell, it can.
 */
@Injectable()
export class Revocations {
  private readonly redis?: Redis;

  constructor(redis: SharedRedis) {
    this.redis = redis.client;
  }

  /** Ends what `id` names as of `at`: a session, everything issued to a person until then, an API key, a signing key. False where Redis was not told. */
  async end(kind: RevocationKind, id: string, at: Date): Promise<boolean> {
    const told = await this.redis?.set(keyOf(kind, id), String(at.getTime()), 'EX', REMEMBERED_SECONDS).catch(() => undefined);
    return told === 'OK';
  }

  /** Says that Redis now knows everything that was revoked of late. */
  async complete(): Promise<void> {
    await this.redis?.set(COMPLETE, '1').catch(() => undefined);
  }

  /** Whether Redis still knows everything it was told; undefined where it does not answer. */
  async isComplete(): Promise<boolean | undefined> {
    return this.redis?.exists(COMPLETE).then(
      (found) => found === 1,
      () => undefined,
    );
  }

  /** Whether a token has been ended; undefined where Redis is away, or has lost what it knew, and somebody else must be asked. */
  async hasEnded({ sub, sid, iat, kid = '' }: Shown): Promise<boolean | undefined> {
    const found = await this.redis?.mget(keyOf('session', sid), keyOf('user', sub), keyOf('signer', kid), COMPLETE).catch(() => undefined);
    if (!found) return undefined;
    const [session, user, signer, complete] = found;
    if (session != null || signer != null || (user != null && iat * 1000 <= Number(user))) return true;
    return complete == null ? undefined : false;
  }

  /** Whether what is remembered of an API key still holds; undefined as above. */
  async hasKeyEnded(keyId: string): Promise<boolean | undefined> {
    const found = await this.redis?.mget(keyOf('key', keyId), COMPLETE).catch(() => undefined);
    if (!found) return undefined;
    if (found[0] != null) return true;
    return found[1] == null ? undefined : false;
  }
}
