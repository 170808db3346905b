import { connect, SharedRedis } from '@polyreel/cache';
import type { Caller } from '@polyreel/service-kit';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, IdempotentAnswers } from './idempotent.answers.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const INTERNAL_SECRET = 'a secret for specs, as long as it must be';
const made: Answer = { status: 201, headers: { 'content-type': 'application/json' }, body: '{"secret":"whsec_shown_once"}' };

describe('an Idempotency-Key', () => {
  let redis: SharedRedis;
  let answers: IdempotentAnswers;
  const ann: Caller = { userId: randomUUID(), role: 'user', tier: 'free' };
  const asked = (key: string, body = '{}', caller = ann) => ({ caller, route: 'POST /v1/webhooks', key, body });
  let times = 0;
  const work = () => {
    times += 1;
    return Promise.resolve(made);
  };

  beforeEach(async () => {
    times = 0;
    redis = new SharedRedis({ REDIS_URL });
    answers = new IdempotentAnswers(redis, { INTERNAL_SECRET } as never);
    // The connection is made in the background; until it stands every key is refused.
    await expect.poll(() => answers.once(asked(randomUUID()), () => Promise.resolve(made)).catch(() => undefined)).toBeDefined();
  });
  afterEach(() => redis.onApplicationShutdown());

  it('does the work once and gives the first answer again', async () => {
    const key = randomUUID();
    expect(await answers.once(asked(key), work)).toEqual({ ...made, replayed: false });
    expect(await answers.once(asked(key), work)).toEqual({ ...made, replayed: true });
    expect(times).toBe(1);
  });

  it('refuses another body under the same key', async () => {
    const key = randomUUID();
    await answers.once(asked(key), work);
    await expect(answers.once(asked(key, '{"other":1}'), work)).rejects.toMatchObject({ code: 'idempotency_key_reused', statusCode: 422 });
  });

  it('belongs to the person who sent it', async () => {
    const key = randomUUID();
    await answers.once(asked(key), work);
    await answers.once(asked(key, '{}', { ...ann, userId: 'bob' }), work);
    expect(times).toBe(2);
  });

  it('lets one of many that come at once do the work', async () => {
    const key = randomUUID();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => answers.once(asked(key), work)));
    expect(times).toBe(1);
    const refused = outcomes.filter((one) => one.status === 'rejected');
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'request_in_progress' });
  });

  it('is free again after work that failed', async () => {
    const key = randomUUID();
    await expect(answers.once(asked(key), () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await answers.once(asked(key), () => Promise.resolve({ ...made, status: 503 }))).toMatchObject({ status: 503 });
    expect(await answers.once(asked(key), work)).toMatchObject({ status: 201, replayed: false });
  });

  it('keeps nothing that can be read without the key: an answer may hold what is shown only once', async () => {
    const redis = connect(REDIS_URL, { forSubscribing: true });
    const before = new Set(await redis.keys('polyreel:idempotency:*'));
    await answers.once(asked(randomUUID()), work);
    const kept = (await redis.keys('polyreel:idempotency:*')).filter((key) => !before.has(key));
    expect(kept.length).toBeGreaterThan(0);
    for (const key of kept) expect(await redis.get(key)).not.toContain('whsec');
    redis.disconnect();
  });
});
