import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import { SharedRedis } from './shared.redis.js';

/** How long each kind of answer is kept, in seconds (pipeline.md, Caches). */
export const TTL_SECONDS = { generation: 86_400, translation: 7_200, entities: 14_400, analysis: 7_200, voice: 86_400 } as const;
export type CacheKind = keyof typeof TTL_SECONDS;

/** What this program was built from, as the build notes it beside its output: a newer one may answer better, so it does not take an older one's answers. */
const BUILT_FROM = new URL('../../../built-from', import.meta.url);
const EDITION = existsSync(BUILT_FROM) ? readFileSync(BUILT_FROM, 'utf8') : 'from source';

/** Answers that need not be worked out twice. Redis being away is a miss, never an error. */
@Injectable()
export class Cache {
  protected readonly edition: string = EDITION;
  private readonly redis?: Redis;

  constructor(redis: SharedRedis) {
    this.redis = redis.client;
  }

  /**
   * The kept answer to `question`, or what `work` makes now. The question is hashed, so it may be a whole text; an answer of another
   * edition of this program, or one that does not fit the schema, is made anew.
   */
  async remember<Schema extends z.ZodType>(
    kind: CacheKind,
    question: readonly string[],
    schema: Schema,
    work: () => Promise<z.output<Schema>> | z.output<Schema>,
  ) {
    const key = `polyreel:${kind}:${createHash('sha256')
      .update(JSON.stringify([this.edition, ...question]))
      .digest('hex')}`;
    const kept = schema.safeParse(await this.read(key));
    if (kept.success) return kept.data;
    const made = await work();
    await this.redis?.set(key, JSON.stringify(made), 'EX', TTL_SECONDS[kind]).catch(() => undefined);
    return made;
  }

  private async read(key: string): Promise<unknown> {
    const text = await this.redis?.get(key).catch(() => null);
    try {
      return text ? JSON.parse(text) : undefined;
    } catch {
      return undefined;
    }
  }
}
