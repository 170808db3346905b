import { SharedRedis } from '@polyreel/cache';
import { AppError, type Caller, IdentityConfig } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';

const KEEP_SECONDS = 86_400;
/** Longer than any request may take; a gateway that died in between frees the key after this. */
const WORK_SECONDS = 60;

const Answer = z.object({ status: z.number().int(), headers: z.record(z.string(), z.string()), body: z.string() });
export type Answer = z.infer<typeof Answer>;

const Kept = z.object({ asked: z.string(), sealed: z.string().optional() });

/** What is asked, as far as a repetition has to be the same. */
interface Asked {
  readonly caller: Caller;
  /** `POST /webhooks`. */
  readonly route: string;
  readonly key: string;
  readonly body: string;
}

/** `Idempotency-Key` for everything but generations, which keep it themselves: the first answer is given again for a day. */
@Injectable()
export class IdempotentAnswers {
  private readonly redis?: Redis;
  private readonly secret: string;

  constructor(redis: SharedRedis, { INTERNAL_SECRET }: IdentityConfig) {
    this.secret = INTERNAL_SECRET;
    this.redis = redis.client;
  }

  /**
   * Does `work` once for each key of a caller. Throws `idempotency_key_reused` (422) for another body under the same key,
   * `request_in_progress` (409) while the first is at work, `service_unavailable` (503) where nobody can remember: a promise that cannot be
   * kept is not made. Answers of 500 and more are not kept, so that trying again is trying again.
   */
  async once(asked: Asked, work: () => Promise<Answer>): Promise<Answer & { replayed: boolean }> {
    const { place, seal, print } = this.sealOf(asked);
    const first = await this.remember((redis) => redis.set(place, JSON.stringify({ asked: print }), 'EX', WORK_SECONDS, 'NX'));
    if (first === null) return { ...(await this.again(place, print, seal)), replayed: true };
    try {
      const answer = await work();
      if (answer.status >= 500) await this.forget(place);
      else
        await this.remember((redis) =>
          redis.set(place, JSON.stringify({ asked: print, sealed: locked(JSON.stringify(answer), seal) }), 'EX', KEEP_SECONDS),
        ).catch(() => undefined);
      return { ...answer, replayed: false };
    } catch (error) {
      await this.forget(place);
      throw error;
    }
  }

  private async again(place: string, print: string, seal: Buffer): Promise<Answer> {
    const text = await this.remember((redis) => redis.get(place));
    const kept = text === null ? undefined : Kept.parse(JSON.parse(text));
    if (kept && kept.asked !== print)
      throw new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another body. Take a new one.', 422);
    if (!kept?.sealed) throw new AppError('request_in_progress', 'The first request with this Idempotency-Key is still at work.', 409);
    return Answer.parse(JSON.parse(unlocked(kept.sealed, seal)));
  }

  /** An answer may hold what is shown only once, so it can be read only by whoever brings the same key again. */
  private sealOf({ caller, route, key, body }: Asked) {
    const name = JSON.stringify([caller.userId, route, key]);
    const place = `polyreel:idempotency:${createHash('sha256').update(name).digest('base64url')}`;
    const print = createHash('sha256').update(body).digest('base64url');
    return { place, print, seal: Buffer.from(hkdfSync('sha256', this.secret, name, 'idempotent answers', 32)) };
  }

  private async remember<Result>(command: (redis: Redis) => Promise<Result>): Promise<Result> {
    try {
      if (!this.redis) throw new Error('no Redis is configured');
      return await command(this.redis);
    } catch {
      throw new AppError('service_unavailable', 'Idempotency-Key cannot be kept now. Try again in a moment, or without it.', 503);
    }
  }

  private forget = (place: string) => this.redis?.del(place).catch(() => undefined);
}

const locked = (text: string, key: Buffer) => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
};

const unlocked = (text: string, key: Buffer) => {
  const sealed = Buffer.from(text, 'base64');
  const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]).toString();
};
