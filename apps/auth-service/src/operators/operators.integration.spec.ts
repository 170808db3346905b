import { Revocations } from '@polyreel/access';
import { AccountLetterRequested, UserLoggedOut } from '@polyreel/contracts';
import type { AccessView, SigningKeyView } from '@polyreel/http-api';
import type { Caller } from '@polyreel/service-kit';
import type { TestedService } from '@polyreel/testing';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthScene, type AuthSceneOptions, PASSWORD, SETTINGS, someone } from '../auth-scene.fixture.js';
import { KeyRing } from '../signing/key.ring.js';

/** Who holds the launcher's key. */
const operator: Caller = { userId: 'local', role: 'admin', tier: 'pro' };

describe('operators', () => {
  let service: TestedService;
  let scene: AuthScene;
  const start = async (options?: AuthSceneOptions) => {
    scene = await AuthScene.start(options);
    ({ service } = scene);
  };
  beforeAll(() => start());
  beforeEach(() => scene.rows(`UPDATE auth.accounts SET role = 'user'`));
  afterAll(() => scene.stop());

  const change = (userId: string, what: 'role' | 'lock', body: object, caller = operator) =>
    scene.visitor.as<AccessView>(caller, 'PUT', `/admin/users/${userId}/${what}`, body);
  const ring = (body: object) => scene.visitor.as<{ keys: SigningKeyView[] }>(operator, 'POST', '/admin/signing-keys/rotations', body);
  const published = async () => (await service.app.inject({ url: '/.well-known/jwks.json' })).json<JSONWebKeySet>();
  const verifies = async (token: string) =>
    jwtVerify(token, createLocalJWKSet(await published())).then(
      () => true,
      () => false,
    );

  it('get their first account by a command: a link to choose a password, and no letter', async () => {
    const email = someone();
    const { data, status } = await scene.visitor.service<{ userId: string; link: string }>('POST', '/operators', { email });
    expect(status).toBe(201);
    expect(data.link).toMatch(/^https:\/\/films\.example\/v1\/auth\/pages\/reset-password\?locale=en#token=/);
    expect(scene.said(AccountLetterRequested, data.userId)).toEqual([]);
    const choose = { token: data.link.split('#token=')[1], password: PASSWORD };
    expect(await scene.visitor.post('/auth/reset-password', choose)).toMatchObject({ status: 200 });
    expect(await scene.visitor.post('/auth/reset-password', choose)).toMatchObject({ status: 400, code: 'link_invalid' });
    expect((await scene.signIn(email)).user.role).toBe('admin');
  });

  it('are made of an account that is there as well', async () => {
    const email = await scene.member();
    const { user } = await scene.signIn(email);
    expect((await scene.visitor.service<{ userId: string }>('POST', '/operators', { email })).data.userId).toBe(user.userId);
    expect((await scene.signIn(email)).user.role).toBe('admin');
  });

  it('change a role, which ends the tokens that say otherwise, and never leave nobody', async () => {
    const tokens = await scene.signIn(await scene.member());
    const { userId } = tokens.user;
    expect(await change(userId, 'role', { role: 'admin' })).toMatchObject({ status: 200, data: { role: 'admin' } });
    const shown = { sub: userId, sid: tokens.sessionId, iat: Date.now() / 1000 - 1 };
    await expect.poll(() => service.app.get(Revocations).hasEnded(shown)).toBe(true);
    expect(await change(userId, 'role', { role: 'user' })).toMatchObject({ status: 409, code: 'last_admin' });
    const second = (await scene.signIn(await scene.member())).user.userId;
    await change(second, 'role', { role: 'admin' });
    const both = await Promise.all([change(userId, 'role', { role: 'user' }), change(second, 'role', { role: 'user' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('lock somebody out, and let them in again', async () => {
    const email = await scene.member();
    const tokens = await scene.signIn(email);
    const { userId } = tokens.user;
    await change(userId, 'lock', { locked: true });
    expect(scene.said(UserLoggedOut, userId)).toMatchObject([{ reason: 'by_admin' }]);
    expect(await scene.visitor.post('/auth/refresh', { refreshToken: tokens.refreshToken })).toMatchObject({ status: 401 });
    expect(await scene.visitor.post('/auth/login', { email, password: PASSWORD })).toMatchObject({ status: 403, code: 'account_locked' });
    await change(userId, 'lock', { locked: false });
    await scene.signIn(email);
    const self = { ...operator, userId };
    expect(await change(userId, 'lock', { locked: true }, self)).toMatchObject({ status: 409 });
  });

  it('let the next key sign, and what the one before signed still holds', async () => {
    const before = await scene.signIn(await scene.member());
    const next = (await published()).keys.map(({ kid }) => kid!).find((kid) => kid !== decodeProtectedHeader(before.accessToken).kid);
    const { data } = await ring({});
    expect(data.keys.map(({ state }) => state).sort()).toEqual(expect.arrayContaining(['next', 'signs', 'verifies']));
    const after = await scene.signIn(await scene.member());
    expect(decodeProtectedHeader(after.accessToken).kid).toBe(next);
    expect(await verifies(before.accessToken)).toBe(true);
    await scene.rows(`UPDATE auth.signing_keys SET signs_until = now() - interval '1 day' WHERE signs_until IS NOT NULL`);
    await service.app.get(KeyRing).turn();
    expect(await verifies(before.accessToken)).toBe(false);
    expect(await verifies(after.accessToken)).toBe(true);
  });

  it('replace all keys where somebody else may have them', async () => {
    const { accessToken, refreshToken, sessionId, user } = await scene.signIn(await scene.member());
    await ring({ compromised: true });
    expect(await verifies(accessToken)).toBe(false);
    const { kid } = decodeProtectedHeader(accessToken);
    const shown = { sub: user.userId, sid: sessionId, iat: Date.now() / 1000, kid };
    await expect.poll(() => service.app.get(Revocations).hasEnded(shown)).toBe(true);
    const next = await scene.visitor.post<{ accessToken: string }>('/auth/refresh', { refreshToken });
    expect(await verifies(next.data.accessToken)).toBe(true);
  });

  it('need not turn the ring: a key that is too old is followed by the next one', async () => {
    const { accessToken } = await scene.signIn(await scene.member());
    const old = decodeProtectedHeader(accessToken).kid;
    expect(await service.app.get(KeyRing).turn()).toBe(old);
    await scene.rows(`UPDATE auth.signing_keys SET signs_from = now() - interval '31 days' WHERE kid = $1`, [old]);
    const turned = await Promise.all([1, 2, 3].map(() => service.app.get(KeyRing).turn()));
    expect(new Set(turned).size).toBe(1);
    expect(turned[0]).not.toBe(old);
  });

  it('may change the secret: new keys sign, the old ones verify what they signed, and no key lies open in the table', async () => {
    const { accessToken } = await scene.signIn(await scene.member());
    const stored = JSON.stringify(await scene.rows(`SELECT * FROM auth.signing_keys`));
    expect(stored).not.toContain('"d"');
    await service.stop();
    const settings = { ...SETTINGS, AUTH_KEY_SECRET: 'quite another secret, as long as it must be' };
    await start({ settings, database: scene.database });
    const after = await scene.signIn(await scene.member());
    expect(decodeProtectedHeader(after.accessToken).kid).not.toBe(decodeProtectedHeader(accessToken).kid);
    expect(await verifies(accessToken)).toBe(true);
    expect(await verifies(after.accessToken)).toBe(true);
  });
});
