import { Revocations } from '@polyreel/access';
import {
  AccountDataErased,
  AccountDeleted,
  AccountLetterRequested,
  EmailVerified,
  UserAuthenticated,
  UserLoggedOut,
  UserProfileUpdated,
  UserRegistered,
} from '@polyreel/contracts';
import type { ApiKeyView, Tokens } from '@polyreel/http-api';
import type { TestedService } from '@polyreel/testing';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthScene, PASSWORD, someone } from './auth-scene.fixture.js';
import { LastUse } from './keys/last-use.recorder.js';
import type { Visitor } from './visitor.fixture.js';

describe('auth-service', () => {
  let service: TestedService;
  let scene: AuthScene;
  let visitor: Visitor;
  beforeAll(async () => {
    scene = await AuthScene.start();
    ({ service, visitor } = scene);
  });
  afterAll(() => scene.stop());

  it('registers, verifies by letter, signs in and refreshes', async () => {
    const email = someone();
    await visitor.post('/auth/register', { email: ` ${email.toUpperCase()} `, password: PASSWORD, locale: 'de' });
    expect(await visitor.post('/auth/login', { email, password: PASSWORD })).toMatchObject({ status: 401, code: 'credentials_wrong' });
    expect(scene.said(EmailVerified, (await scene.idOf(email))!)).toEqual([]);
    await visitor.post('/auth/verify-email', { token: await scene.tokenFor(email, 'verify_email') });
    const tokens = await scene.signIn(email);
    expect(scene.said(EmailVerified, tokens.user.userId)).toMatchObject([{ email }]);
    expect(tokens).toMatchObject({ tokenType: 'Bearer', expiresIn: 600, user: { email, role: 'user', tier: 'free' } });
    const { userId } = tokens.user;
    expect(scene.said(UserRegistered, userId)).toMatchObject([{ email, locale: 'de' }]);
    const { address, device } = visitor;
    expect(scene.said(UserAuthenticated, userId)).toMatchObject([{ method: 'password', verifiedEmail: email, address, device }]);
    const next = (await visitor.post<Tokens>('/auth/refresh', { refreshToken: tokens.refreshToken })).data;
    expect(next.sessionId).toBe(tokens.sessionId);
    expect(next.refreshToken).not.toBe(tokens.refreshToken);
  });

  it('signs access tokens that the published keys verify', async () => {
    const { accessToken, user, sessionId } = await scene.signIn(await scene.member());
    const answer = await service.app.inject({ url: '/.well-known/jwks.json' });
    const keys = answer.json<JSONWebKeySet>();
    expect(keys.keys).toHaveLength(2);
    expect(keys.keys.every((key) => !('d' in key))).toBe(true);
    const { payload } = await jwtVerify(accessToken, createLocalJWKSet(keys), { issuer: 'polyreel', audience: 'polyreel-api' });
    expect(payload).toMatchObject({ sub: user.userId, sid: sessionId, role: 'user', tier: 'free' });
    expect(payload.exp! - payload.iat!).toBeLessThanOrEqual(601);
  });

  it('ends the session when a refresh token is used twice', async () => {
    const tokens = await scene.signIn(await scene.member());
    const next = (await visitor.post<Tokens>('/auth/refresh', { refreshToken: tokens.refreshToken })).data;
    const thief = scene.from('198.51.100.66', 'curl/8');
    expect(await thief.post('/auth/refresh', { refreshToken: tokens.refreshToken })).toMatchObject({
      status: 401,
      code: 'refresh_token_reused',
    });
    expect(await visitor.post('/auth/refresh', { refreshToken: next.refreshToken })).toMatchObject({
      status: 401,
      code: 'refresh_token_invalid',
    });
    await expect
      .poll(() => scene.said(UserLoggedOut, tokens.user.userId))
      .toMatchObject([{ sessionId: tokens.sessionId, reason: 'reuse_detected' }]);
    const ended = () => service.app.get(Revocations).hasEnded({ sub: tokens.user.userId, sid: tokens.sessionId, iat: Date.now() / 1000 });
    await expect.poll(ended).toBe(true);
  });

  it('answers the very same client once more what it has just been given', async () => {
    const tokens = await scene.signIn(await scene.member());
    const [one, two] = await Promise.all([1, 2].map(() => visitor.post<Tokens>('/auth/refresh', { refreshToken: tokens.refreshToken })));
    expect(one!.data.refreshToken).toBe(two!.data.refreshToken);
    expect(await visitor.post('/auth/refresh', { refreshToken: one!.data.refreshToken })).toMatchObject({ status: 200 });
    expect(await visitor.post('/auth/refresh', { refreshToken: tokens.refreshToken })).toMatchObject({ code: 'refresh_token_reused' });
  });

  it('makes a key for a program, tells whose it is by its digest, and revokes it', async () => {
    const tokens = await scene.signIn(await scene.member());
    const made = await visitor.signedIn<{ key: string; keyId: string }>(tokens, 'POST', '/api-keys', {
      name: 'ci',
      scopes: ['generations:read'],
    });
    expect(made.status).toBe(201);
    expect(made.data.key).toMatch(/^pr_[\w-]{43}$/);
    const digest = createHash('sha256').update(made.data.key).digest('base64url');
    const asked = () => visitor.service('POST', '/api-keys/verify', { digest });
    expect((await asked()).data).toEqual({
      ...{ keyId: made.data.keyId, userId: tokens.user.userId, role: 'user', tier: 'free', scopes: ['generations:read'] },
    });
    expect((await visitor.signedIn(tokens, 'GET', '/api-keys')).text).not.toContain(made.data.key);
    expect((await visitor.signedIn(tokens, 'DELETE', `/api-keys/${made.data.keyId}`)).status).toBe(200);
    expect(await asked()).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it('tells the export of an account how its owner gets in, and nothing that they get in with', async () => {
    const email = await scene.member();
    const tokens = await scene.signIn(email);
    const { userId } = tokens.user;
    const { key } = (await visitor.signedIn<{ key: string }>(tokens, 'POST', '/api-keys', { name: 'ci', scopes: ['media:read'] })).data;
    const kept = (path: string, by?: string) => visitor.as({ userId, role: 'user', tier: 'free', by }, 'GET', `/kept/${path}`);
    const signIn = await kept('sign-in', 'user-service');
    expect(signIn.data).toMatchObject({ items: [{ email, hasPassword: true, role: 'user', providers: [] }], nextCursor: null });
    const keys = await kept('api-keys', 'user-service');
    expect(keys.data).toMatchObject({ items: [{ name: 'ci', scopes: ['media:read'] }], nextCursor: null });
    const digest = createHash('sha256').update(key).digest('base64url');
    for (const secret of [key, digest, 'argon2']) expect(signIn.text + keys.text).not.toContain(secret);
    for (const path of ['sign-in', 'api-keys']) expect(await kept(path)).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it('shows the page of a link in the language of its letter, or in that of the browser', async () => {
    const email = someone();
    await visitor.post('/auth/register', { email, password: PASSWORD, locale: 'ar-EG' });
    await scene.tokenFor(email, 'verify_email');
    const letterId = scene.said<{ userId: string; letterId: string }>(AccountLetterRequested, (await scene.idOf(email))!).at(-1)!.letterId;
    const { link } = (await visitor.service<{ link: string }>('GET', `/letters/${letterId}`)).data;
    const { pathname, search } = new URL(link);
    const opened = (path: string, language: string) => visitor.browse(path, { 'accept-language': language });
    const arabic = await opened(pathname.replace('/v1', '') + search, 'de');
    expect(arabic.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'content-language': 'ar' });
    expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
    expect((await opened('/auth/pages/reset-password', 'xx, de;q=0.5')).text).toContain('<html lang="de" dir="ltr">');
    const odd = await opened('/auth/pages/reset-password?locale=%22%3E%3Cscript%3E&locale=de', 'fr');
    expect(odd).toMatchObject({ status: 200, headers: { 'content-language': 'fr' } });
    expect(odd.text).not.toContain('<script>');
  });

  it('takes a new password by letter, once, and ends every session with it', async () => {
    const email = await scene.member();
    const tokens = await scene.signIn(email);
    await visitor.post('/auth/forgot-password', { email });
    const token = await scene.tokenFor(email, 'reset_password');
    const reset = (password: string) => visitor.post('/auth/reset-password', { token, password });
    expect(await reset('password123')).toMatchObject({ status: 400, code: 'password_too_common' });
    expect(await reset('a quite different one')).toMatchObject({ status: 200 });
    expect(scene.said(EmailVerified, (await scene.idOf(email))!).at(-1)).toMatchObject({ email });
    expect(await reset('and another one yet')).toMatchObject({ status: 400, code: 'link_invalid' });
    expect(await visitor.post('/auth/login', { email, password: PASSWORD })).toMatchObject({ code: 'credentials_wrong' });
    expect(await visitor.post('/auth/refresh', { refreshToken: tokens.refreshToken })).toMatchObject({ code: 'refresh_token_invalid' });
    expect(scene.said(UserLoggedOut, tokens.user.userId)).toMatchObject([{ reason: 'password_changed' }]);
    await scene.signIn(email, 'a quite different one');
  });

  it('changes the password of whoever knows it, and ends their other sessions', async () => {
    const email = await scene.member();
    const [here, there] = [await scene.signIn(email), await scene.signIn(email)];
    const change = (currentPassword: string) =>
      visitor.signedIn(here, 'POST', '/auth/change-password', { currentPassword, newPassword: 'a quite different one' });
    expect(await change('not this one')).toMatchObject({ status: 401, code: 'credentials_wrong' });
    expect(await change(PASSWORD)).toMatchObject({ status: 200 });
    expect(await visitor.post('/auth/refresh', { refreshToken: there.refreshToken })).toMatchObject({ code: 'refresh_token_invalid' });
    expect(await visitor.post('/auth/refresh', { refreshToken: here.refreshToken })).toMatchObject({ status: 200 });
  });

  it('ends one session, or all of them, when asked', async () => {
    const email = await scene.member();
    const [one, two, three] = [await scene.signIn(email), await scene.signIn(email), await scene.signIn(email)];
    const goesOn = async ({ refreshToken }: Tokens) => (await visitor.post('/auth/refresh', { refreshToken })).status === 200;
    await visitor.signedIn(one, 'POST', '/auth/logout');
    expect(await goesOn(one)).toBe(false);
    expect(await goesOn(two)).toBe(true);
    await visitor.signedIn(two, 'POST', '/auth/logout-everywhere');
    expect(await goesOn(three)).toBe(false);
    expect(scene.said(UserLoggedOut, one.user.userId)).toEqual([
      { userId: one.user.userId, sessionId: one.sessionId, reason: 'asked' },
      { userId: one.user.userId, reason: 'asked' },
    ]);
  });

  it('ends a session that nobody refreshes, and every session in the end', async () => {
    const email = await scene.member();
    const [idle, old] = [await scene.signIn(email), await scene.signIn(email)];
    await scene.rows(`UPDATE auth.sessions SET turned_at = now() - interval '31 days' WHERE session_id = $1`, [idle.sessionId]);
    await scene.rows(`UPDATE auth.sessions SET started_at = now() - interval '91 days' WHERE session_id = $1`, [old.sessionId]);
    for (const { refreshToken } of [idle, old])
      expect(await visitor.post('/auth/refresh', { refreshToken })).toMatchObject({ status: 401, code: 'refresh_token_invalid' });
  });

  it('lets nobody on who was suspended, and shows a new tier at the next refresh', async () => {
    const email = await scene.member();
    const tokens = await scene.signIn(email);
    const { userId } = tokens.user;
    const updatedAt = new Date().toISOString();
    const ended = () => service.app.get(Revocations).hasEnded({ sub: userId, sid: tokens.sessionId, iat: Date.now() / 1000 - 1 });
    await service.send(UserProfileUpdated({ userId, profileChanges: { tier: 'pro' }, updatedAt }));
    await expect.poll(ended).toBe(true);
    const next = (await visitor.post<Tokens>('/auth/refresh', { refreshToken: tokens.refreshToken })).data;
    expect(next.user.tier).toBe('pro');
    await service.send(UserProfileUpdated({ userId, profileChanges: { suspended: true }, updatedAt }));
    await expect.poll(() => scene.said(UserLoggedOut, userId)).toMatchObject([{ reason: 'by_admin' }]);
    expect(await visitor.post('/auth/refresh', { refreshToken: next.refreshToken })).toMatchObject({ code: 'refresh_token_invalid' });
    expect(await visitor.post('/auth/login', { email, password: PASSWORD })).toMatchObject({ status: 403, code: 'account_suspended' });
  });

  it('erases whoever leaves, with everything that they could come in with', async () => {
    const email = await scene.member();
    const tokens = await scene.signIn(email);
    const { userId } = tokens.user;
    await visitor.signedIn(tokens, 'POST', '/api-keys', { name: 'ci', scopes: ['generations:read'] });
    await service.send(AccountDeleted({ userId, deletedAt: new Date().toISOString() }));
    await expect
      .poll(() => scene.said(AccountDataErased, userId))
      .toEqual([{ userId, service: 'auth-service', erased: { accounts: 1, apiKeys: 1 } }]);
    for (const table of ['accounts', 'sessions', 'api_keys', 'letters', 'identities'])
      expect(await scene.rows(`SELECT 1 FROM auth.${table} WHERE user_id = $1`, [userId])).toEqual([]);
    expect(await visitor.post('/auth/refresh', { refreshToken: tokens.refreshToken })).toMatchObject({ code: 'refresh_token_invalid' });
    expect(await visitor.post('/auth/login', { email, password: PASSWORD })).toMatchObject({ code: 'credentials_wrong' });
  });

  it('writes the last use of keys down now and then, not with every request', async () => {
    const tokens = await scene.signIn(await scene.member());
    const made = await visitor.signedIn<{ key: string }>(tokens, 'POST', '/api-keys', { name: 'ci', scopes: ['generations:read'] });
    const digest = createHash('sha256').update(made.data.key).digest('base64url');
    const lastUsed = async () => (await visitor.signedIn<{ keys: ApiKeyView[] }>(tokens, 'GET', '/api-keys')).data.keys[0]!.lastUsedAt;
    await visitor.service('POST', '/api-keys/verify', { digest });
    expect(await lastUsed()).toBeNull();
    await service.app.get(LastUse).write();
    expect(await lastUsed()).not.toBeNull();
  });
});
