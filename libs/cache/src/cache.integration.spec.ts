import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Cache } from './cache.js';
import { SharedRedis } from './shared.redis.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const Answer = z.object({ words: z.number() });

describe('the cache', () => {
  let redis: SharedRedis;
  let cache: Cache;
  const open = (Edition = Cache, url = REDIS_URL) => new Edition((redis = new SharedRedis({ REDIS_URL: url })));
  let asked = 0;
  const work = () => ({ words: (asked += 1) });
  afterEach(() => redis.onApplicationShutdown());

  it('works an answer out once', async () => {
    cache = open();
    const question = [randomUUID()];
    const askedTwice = async () => [
      await cache.remember('translation', question, Answer, work),
      await cache.remember('translation', question, Answer, work),
    ];
    await expect.poll(async () => new Set((await askedTwice()).map(({ words }) => words)).size).toBe(1);
    const made = asked;
    await askedTwice();
    expect(asked).toBe(made);
  });

  it('works it out anew when what is kept no longer fits', async () => {
    cache = open();
    const question = [randomUUID()];
    await cache.remember('analysis', question, z.object({ old: z.boolean() }), () => ({ old: true }));
    expect(await cache.remember('analysis', question, Answer, work)).toEqual({ words: asked });
  });

  it('takes no answer of another edition of the program', async () => {
    const question = [randomUUID()];
    cache = open();
    const again = async () => (await cache.remember('entities', question, Answer, work)).words;
    await expect.poll(async () => (await again()) === (await again())).toBe(true);
    const kept = await again();
    await redis.onApplicationShutdown();
    class Newer extends Cache {
      protected override readonly edition = 'newer';
    }
    cache = open(Newer);
    expect(await again()).toBeGreaterThan(kept);
  });

  it('does the work itself while Redis is away', async () => {
    cache = open(Cache, 'redis://127.0.0.1:1');
    asked = 0;
    expect(await cache.remember('entities', ['x'], Answer, work)).toEqual({ words: 1 });
    expect(await cache.remember('entities', ['x'], Answer, work)).toEqual({ words: 2 });
  });
});
