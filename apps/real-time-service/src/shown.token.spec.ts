import { AppError, type Caller } from '@polyreel/service-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOOK_AGAIN_MS, RENEW_BEFORE_MS } from './live.limits.js';
import { ShownToken } from './shown.token.js';

const ada: Caller = { userId: 'ada', role: 'user', tier: 'free', sessionId: 'hers' };

describe('what a connection showed', () => {
  let answer: () => Caller;
  const access = { callerOf: () => Promise.resolve().then(() => answer()) };
  const told: string[] = [];
  const events = { expiring: () => void told.push('expiring'), ended: (code: string) => void told.push(code) };
  /** Signed by nobody: whether it holds is Access's affair, which is played here. */
  const tokenFor = (lifeMs: number) => `${btoa('{}')}.${btoa(JSON.stringify({ exp: Math.floor((Date.now() + lifeMs) / 1_000) }))}.x`;
  beforeEach(() => {
    vi.useFakeTimers();
    told.length = 0;
    answer = () => ada;
  });
  afterEach(() => vi.useRealTimers());

  it('is asked for anew before it ends, and ends', async () => {
    (await ShownToken.show(access, tokenFor(600_000))).watch(events);
    await vi.advanceTimersByTimeAsync(600_000 - RENEW_BEFORE_MS - 2_000);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(told).toEqual(['expiring']);
    await vi.advanceTimersByTimeAsync(RENEW_BEFORE_MS);
    expect(told).toEqual(['expiring', 'token_expired']);
  });

  it('ends soon after it was revoked, an API key too', async () => {
    answer = () => ({ userId: 'ada', role: 'user', tier: 'free', keyId: 'hers', scopes: [] });
    (await ShownToken.show(access, `pr_${'x'.repeat(30)}`)).watch(events);
    answer = () => {
      throw new AppError('unauthenticated', 'It was revoked.', 401);
    };
    await vi.advanceTimersByTimeAsync(LOOK_AGAIN_MS);
    expect(told).toEqual(['token_revoked']);
  });

  it('holds on where nobody can tell whether it was revoked', async () => {
    (await ShownToken.show(access, tokenFor(600_000))).watch(events);
    answer = () => {
      throw new AppError('service_unavailable', 'Redis is away.', 503);
    };
    await vi.advanceTimersByTimeAsync(3 * LOOK_AGAIN_MS);
    expect(told).toEqual([]);
  });

  it('is told to nobody once the connection is gone', async () => {
    const token = await ShownToken.show(access, tokenFor(600_000));
    token.watch(events);
    token.forget();
    await vi.advanceTimersByTimeAsync(700_000);
    expect(told).toEqual([]);
  });
});
