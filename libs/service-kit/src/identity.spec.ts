import type { FastifyRequest } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Caller, Identities, type IdentityConfig } from './identity.js';

const MINUTE_MS = 60_000;
const eve: Caller = { userId: 'eve', role: 'user', tier: 'free' };
const identities = (secret = 'a secret that is shared by everybody') => new Identities({ INTERNAL_SECRET: secret } as IdentityConfig);
const shown = (headers: Record<string, string>, to = identities()) => to.callerOf({ headers } as unknown as FastifyRequest);

describe('an identity between services', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  it('names the caller', async () => {
    expect(await shown(await identities().headersFor(eve))).toMatchObject(eve);
  });

  it.each([10, -10])('holds at a service whose clock is %i minutes off', async (minutes) => {
    const headers = await identities().headersFor(eve);
    vi.setSystemTime(Date.now() + minutes * MINUTE_MS);
    expect(await shown(headers)).toMatchObject(eve);
  });

  it('does not hold for long beyond its minute', async () => {
    const headers = await identities().headersFor(eve);
    vi.setSystemTime(Date.now() + 20 * MINUTE_MS);
    await expect(shown(headers)).rejects.toThrow('does not hold');
  });

  it('does not hold where somebody else signed it, or nobody', async () => {
    const forged = await identities('a secret that nobody else has here').headersFor(eve);
    await expect(shown(forged)).rejects.toThrow('does not hold');
    await expect(shown({})).rejects.toThrow('through the gateway only');
  });
});
