import { SharedRedis } from '@polyreel/cache';
import { Identities, Neighbours, ServiceIdentity } from '@polyreel/service-kit';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { Redis } from 'ioredis';
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Access } from './access.js';
import { AUDIENCE, ISSUER } from './access-claims.js';
import { AuthServiceFixture } from './auth-service.fixture.js';
import { Revocations } from './revocations.js';
import { Sightings } from './sightings.js';

/** A database of this spec's own: in it Redis forgets now and then. */
const REDIS_URL = new URL('/13', process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379').href;
const AWAY = 'redis://127.0.0.1:1';
const secret = 'a secret for specs, as long as it must be';

describe('the access of a bearer', () => {
  let auth: AuthServiceFixture;
  let redis: Redis;
  const opened: { onApplicationShutdown(): Promise<void> }[] = [];
  beforeAll(async () => {
    redis = new Redis(REDIS_URL);
    auth = await new AuthServiceFixture().start();
  });
  beforeEach(async () => {
    await redis.flushdb();
    auth.asked.length = 0;
  });
  afterEach(async () => void (await Promise.all(opened.splice(0).map((one) => one.onApplicationShutdown()))));
  afterAll(async () => {
    await redis.quit();
    await auth.stop();
  });

  /** A door of the mesh, and what auth-service would tell Redis. */
  const door = async (url = REDIS_URL) => {
    const shared = new SharedRedis({ REDIS_URL: url });
    const discovery = { urlOf: () => Promise.resolve(auth.url) };
    const neighbours = new Neighbours(discovery, new Identities({ INTERNAL_SECRET: secret }), new ServiceIdentity('api-gateway', 0));
    const [revocations, sightings] = [new Revocations(shared), new Sightings(shared)];
    opened.push(neighbours, shared);
    const access = new Access(discovery, neighbours, revocations, sightings);
    if (url === REDIS_URL)
      await vi.waitFor(async () => {
        await revocations.complete();
        expect(await revocations.isComplete()).toBe(true);
      });
    return { access, revocations, sightings, shows: (token: string) => access.callerOf(`Bearer ${token}`) };
  };
  const someone = () => ({ sub: randomUUID(), sid: randomUUID() });
  const refused = { code: 'unauthenticated', statusCode: 401 };

  it('is that of who signed in, as the token says', async () => {
    const { shows } = await door();
    const { sub, sid } = someone();
    const token = await auth.token({ sub, sid, role: 'admin', tier: 'pro' });
    expect(await shows(token)).toEqual({ userId: sub, sessionId: sid, role: 'admin', tier: 'pro' });
    expect(auth.asked).not.toContain('POST /tokens/standing');
  });

  it('is refused for a token that is expired, forged, unsigned, for somebody else, or says too little', async () => {
    const { access, shows } = await door();
    const who = someone();
    const forger = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const claims = { ...who, role: 'admin', tier: 'pro' };
    const signed = await auth.token(who);
    const [head, , signature] = signed.split('.');
    const promoted = Buffer.from(JSON.stringify({ ...claims, iss: ISSUER, aud: AUDIENCE, exp: 4_000_000_000, iat: 1 })).toString(
      'base64url',
    );
    const publicKeyAsSecret = new TextEncoder().encode(JSON.stringify(auth.jwk));
    const bad = {
      expired: await auth.token(who, { expires: '-1m' }),
      endless: await auth.token(who, { expires: '' }),
      'signed by another key': await auth.token(who, { key: forger.privateKey }),
      'of a key that nobody published': await auth.token(who, { key: forger.privateKey, kid: 'mine' }),
      'changed after it was signed': `${head}.${promoted}.${signature}`,
      'of no algorithm': new UnsecuredJWT(claims).setIssuer(ISSUER).setAudience(AUDIENCE).setIssuedAt().setExpirationTime('1h').encode(),
      'signed with the public key': await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'now' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(publicKeyAsSecret),
      'for another audience': await auth.token(who, { audience: 'mesh' }),
      'of another issuer': await auth.token(who, { issuer: 'elsewhere' }),
      'without a session': await auth.token({ sub: who.sub }),
      'of a role that there is not': await auth.token({ ...who, role: 'root' }),
      'no token': 'x.y.z',
    };
    for (const [what, token] of Object.entries(bad)) await expect(shows(token), what).rejects.toMatchObject(refused);
    for (const header of [undefined, '', 'Basic eDp5', `bearer ${signed}`, `Bearer ${signed} ${signed}`, `Bearer ${'a'.repeat(5_000)}`])
      await expect(access.callerOf(header), header).rejects.toMatchObject(refused);
  });

  it('ends with the session, with everything of a person until then, and with the key that signed', async () => {
    const { revocations, shows } = await door();
    const [one, two, three] = [someone(), someone(), someone()];
    const now = Date.now();
    await revocations.end('session', one.sid, new Date(now));
    await expect(shows(await auth.token(one))).rejects.toMatchObject(refused);
    await revocations.end('user', two.sub, new Date(now));
    await expect(shows(await auth.token({ ...two, iat: (now - 1) / 1000 }))).rejects.toMatchObject(refused);
    expect(await shows(await auth.token({ ...two, iat: (now + 1) / 1000 }))).toMatchObject({ userId: two.sub });
    const token = await auth.token(three);
    expect(await shows(token)).toMatchObject({ userId: three.sub });
    await revocations.end('signer', 'now', new Date(now));
    await expect(shows(token)).rejects.toMatchObject(refused);
  });

  it.each([
    ['while Redis is away', AWAY],
    ['while Redis has lost what it knew', REDIS_URL],
  ])('is asked of auth-service %s, and not for every request', async (_, url) => {
    const { shows } = await door(url);
    await redis.flushdb();
    const [here, gone] = [someone(), someone()];
    auth.ended.add(gone.sid);
    const token = await auth.token(here);
    expect(await shows(token)).toMatchObject({ userId: here.sub });
    expect(await shows(token)).toMatchObject({ userId: here.sub });
    expect(auth.asked.filter((call) => call === 'POST /tokens/standing')).toHaveLength(1);
    await expect(shows(await auth.token(gone))).rejects.toMatchObject(refused);
  });

  it('is nobody’s where neither Redis nor auth-service can tell', async () => {
    const { shows } = await door(AWAY);
    const token = await auth.token(someone());
    await shows(token);
    await auth.stop();
    try {
      await expect(shows(await auth.token(someone()))).rejects.toMatchObject({ code: 'service_unavailable', statusCode: 503 });
      const fresh = await door();
      await expect(fresh.shows(token)).rejects.toMatchObject({ code: 'service_unavailable', statusCode: 503 });
    } finally {
      await auth.start();
    }
  });

  it('goes on without auth-service for whoever is in, as long as Redis is there', async () => {
    const { shows } = await door();
    await shows(await auth.token(someone()));
    await auth.stop();
    try {
      const who = someone();
      expect(await shows(await auth.token(who))).toMatchObject({ userId: who.sub });
    } finally {
      await auth.start();
    }
  });

  it('learns a key that was not there before within a second or two', async () => {
    const { shows } = await door();
    await shows(await auth.token(someone()));
    await auth.renew('later');
    const who = someone();
    const token = await auth.token(who, { kid: 'later' });
    await expect.poll(() => shows(token).catch(() => undefined)).toMatchObject({ userId: who.sub });
    await auth.renew('now');
  });

  const key = () => {
    const shown = `pr_${randomUUID().replaceAll('-', '')}`;
    const holder = { keyId: randomUUID(), userId: randomUUID(), role: 'user', tier: 'free', scopes: ['generations:read'] };
    auth.holders.set(createHash('sha256').update(shown).digest('base64url'), holder);
    return { shown, holder, revoke: () => auth.holders.delete(createHash('sha256').update(shown).digest('base64url')) };
  };

  it('by an API key is asked for once in a while, and ends at once', async () => {
    const { revocations, shows } = await door();
    const { shown, holder, revoke } = key();
    const { keyId, userId } = holder;
    for (let times = 0; times < 3; times++)
      expect(await shows(shown)).toEqual({ keyId, userId, role: 'user', tier: 'free', scopes: holder.scopes });
    expect(auth.asked).toEqual(['POST /api-keys/verify']);
    revoke();
    await revocations.end('key', keyId, new Date());
    await expect(shows(shown)).rejects.toMatchObject(refused);
    await expect(shows(`pr_${'x'.repeat(40)}`)).rejects.toMatchObject(refused);
    await expect(shows('pr_short')).rejects.toMatchObject(refused);
  });

  it('by an API key is asked anew while Redis cannot tell that it was revoked', async () => {
    const { access, shows } = await door(AWAY);
    const { shown, revoke } = key();
    await shows(shown);
    revoke();
    const clock = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 5_000);
    await expect(access.callerOf(`Bearer ${shown}`)).rejects.toMatchObject(refused);
    clock.mockRestore();
  });

  it('tells when a session was last seen, without a note for every request', async () => {
    const { sightings, shows } = await door();
    const who = someone();
    const zadd = vi.spyOn(Redis.prototype, 'zadd');
    for (let times = 0; times < 3; times++) await shows(await auth.token(who));
    expect(zadd).toHaveBeenCalledTimes(1);
    zadd.mockRestore();
    await expect.poll(async () => (await sightings.collect(10)).has(who.sid)).toBe(true);
    await sightings.forget(await sightings.collect(10));
    expect((await sightings.collect(10)).size).toBe(0);
  });
});
