import { UserAuthenticated } from '@polyreel/contracts';
import type { Tokens } from '@polyreel/http-api';
import { Identities } from '@polyreel/service-kit';
import type { TestedService } from '@polyreel/testing';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuthScene, PASSWORD, REDIS_URL, someone } from './auth-scene.fixture.js';
import { PasswordHasher } from './passwords/password.hasher.js';
import { MOST_INSIDE } from './passwords/sign-in.gate.js';

describe.each([
  ['with Redis', REDIS_URL],
  ['while Redis is away', 'redis://127.0.0.1:1'],
])('guessing, %s,', (_, redisUrl) => {
  let service: TestedService;
  let scene: AuthScene;
  beforeAll(async () => {
    scene = await AuthScene.start({ redisUrl });
    ({ service } = scene);
  });
  afterAll(() => scene.stop());
  const wrong = (email: string, visitor = scene.visitor) => visitor.post('/auth/login', { email, password: 'not this one' });

  it('is slow from the sixth wrong password on, for an address that exists and for one that does not', async () => {
    for (const email of [await scene.member(), someone()]) {
      const thief = scene.from();
      for (let tried = 0; tried < 5; tried++) expect(await wrong(email, thief)).toMatchObject({ status: 401, code: 'credentials_wrong' });
      const sixth = await wrong(email, thief);
      expect(sixth).toMatchObject({ status: 429, code: 'too_many_attempts' });
      expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0);
    }
  });

  it('cannot be done all at once', async () => {
    const email = await scene.member();
    const thief = scene.from();
    const matches = vi.spyOn(service.app.get(PasswordHasher), 'matches');
    const answers = await Promise.all(Array.from({ length: 40 }, () => wrong(email, thief)));
    expect(matches).toHaveBeenCalledTimes(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
    matches.mockRestore();
  });

  it('does not lock the owner out who comes from elsewhere, and frees whoever opens a letter at once', async () => {
    const email = await scene.member();
    const home = scene.from();
    await scene.signIn(email, PASSWORD, home);
    const thief = scene.from();
    for (let tried = 0; tried < 6; tried++) await wrong(email, thief);
    await scene.signIn(email, PASSWORD, home);
    // The owner sits beside the thief, behind the same address.
    expect(await thief.post('/auth/login', { email, password: PASSWORD })).toMatchObject({ status: 429 });
    await thief.post('/auth/forgot-password', { email });
    const token = await scene.tokenFor(email, 'reset_password');
    await thief.post('/auth/reset-password', { token, password: 'a quite different one' });
    await scene.signIn(email, 'a quite different one', thief);
  });

  it('of one account from everywhere is slow for strangers, not for whoever was there before', async () => {
    const email = await scene.member();
    const home = scene.from();
    await scene.signIn(email, PASSWORD, home);
    for (let tried = 0; tried < 50; tried++) await wrong(email, scene.from());
    expect(await scene.from().post('/auth/login', { email, password: PASSWORD })).toMatchObject({ status: 429, code: 'too_many_attempts' });
    await scene.signIn(email, PASSWORD, home);
  });
});

describe('attacks on auth-service', () => {
  let service: TestedService;
  let scene: AuthScene;
  beforeAll(async () => {
    scene = await AuthScene.start();
    ({ service } = scene);
  });
  afterAll(() => scene.stop());

  it('do not learn which addresses are known', async () => {
    const [known, unknown] = [await scene.member(), someone()];
    const hasher = service.app.get(PasswordHasher);
    const spies = [vi.spyOn(hasher, 'matches'), vi.spyOn(hasher, 'hash')];
    const told = async (email: string, path: string, more: object = {}) => {
      const { status, text } = await scene.visitor.post(path, { email, ...more });
      const work = spies.map((spy) => spy.mock.calls.splice(0).length);
      return { status, work, text: text.replaceAll(email, '…').replace(/"timestamp":"[^"]+"/, '') };
    };
    for (const [path, more] of [
      ['/auth/register', { password: 'one that nobody has' }],
      ['/auth/login', { password: 'one that nobody has' }],
      ['/auth/forgot-password', {}],
      ['/auth/verify-email/resend', {}],
    ] as const)
      expect(await told(known, path, more)).toEqual(await told(unknown, path, more));
    for (const spy of spies) spy.mockRestore();
    // Registering the address of somebody else has changed nothing for them.
    await scene.signIn(known);
  });

  it('let no more in at once than there is room for, however many come', async () => {
    const hasher = service.app.get(PasswordHasher);
    const really = hasher.matches.bind(hasher);
    let [inside, most, judged] = [0, 0, 0];
    const spy = vi.spyOn(hasher, 'matches').mockImplementation(async (...one) => {
      most = Math.max(most, ++inside);
      judged++;
      return really(...one).finally(() => inside--);
    });
    const headers = await service.app.get(Identities).headersFor({ userId: 'anyone', role: 'nobody', tier: 'free', address: '192.0.2.1' });
    const statuses: number[] = [];
    await Promise.all(
      Array.from({ length: 10_000 }, async (_, at) => {
        const payload = { email: `crowd-${at}@example.org`, password: 'not this one' };
        statuses.push((await service.app.inject({ method: 'POST', url: '/auth/login', headers, payload })).statusCode);
      }),
    );
    expect(most).toBeLessThanOrEqual(MOST_INSIDE);
    expect(statuses.filter((status) => status === 401)).toHaveLength(judged);
    expect(statuses.filter((status) => status === 503).length).toBeGreaterThan(9_000);
    expect(new Set(statuses)).toEqual(new Set([401, 429, 503].filter((status) => statuses.includes(status))));
    spy.mockRestore();
  });

  it.each(['role', 'tier', 'userId', 'emailVerified', 'suspended'])('cannot slip a %s into a body', async (field) => {
    const email = someone();
    const value = field === 'role' ? 'admin' : field === 'tier' ? 'enterprise' : true;
    expect(await scene.visitor.post('/auth/register', { email, password: PASSWORD, [field]: value })).toMatchObject({ status: 400 });
    expect(await scene.visitor.post('/auth/login', { email, password: PASSWORD, [field]: value })).toMatchObject({ status: 400 });
    expect(await scene.idOf(email)).toBeUndefined();
    const tokens = await scene.signIn(await scene.member());
    const key = { name: 'ci', scopes: ['generations:read'], [field]: value };
    expect(await scene.visitor.signedIn(tokens, 'POST', '/api-keys', key)).toMatchObject({ status: 400 });
  });

  it.each([
    ['a header', 'a@example.org\r\nBcc: everybody@example.org'],
    ['a second recipient', 'a@example.org,b@example.org'],
    ['a formula', '=cmd|calc!A0@example.org'],
    ['a statement', `x'; DROP TABLE auth.accounts; --@example.org`],
    ['a line of a log', 'a@example.org\n{"level":60}'],
    ['markup', '<script>@example.org'],
    ['a name beside it', '"Ada" <a@example.org>'],
    ['too much', `${'a'.repeat(250)}@example.org`],
  ])('cannot put %s into an address', async (_, email) => {
    expect(await scene.visitor.post('/auth/register', { email, password: PASSWORD })).toMatchObject({ status: 400, code: 'email_invalid' });
  });

  it('cannot put a line, a formula or a turned text into what a device is called', async () => {
    const email = await scene.member();
    const device = '=HYPERLINK("http://evil")\r\nlevel=fatal\u202Egnp.exe\u0000';
    const { user } = await scene.signIn(email, PASSWORD, scene.from('203.0.113.9', device));
    expect(scene.said<{ userId: string; device: string }>(UserAuthenticated, user.userId).at(-1)!.device).toBe(
      'HYPERLINK("http://evil") level=fatal gnp.exe',
    );
  });

  it('do nothing with the ids of somebody else', async () => {
    const [owner, stranger] = [await scene.signIn(await scene.member()), await scene.signIn(await scene.member())];
    const { data: key } = await scene.visitor.signedIn<{ keyId: string }>(owner, 'POST', '/api-keys', {
      name: 'ci',
      scopes: ['media:read'],
    });
    expect(await scene.visitor.signedIn(stranger, 'DELETE', `/api-keys/${key.keyId}`)).toMatchObject({
      status: 404,
      code: 'api_key_not_found',
    });
    const ended = { role: 'user', tier: 'free', by: 'session-service' } as const;
    await scene.visitor.as({ ...ended, userId: stranger.user.userId }, 'POST', `/sessions/${owner.sessionId}/end`);
    expect(await scene.visitor.post('/auth/refresh', { refreshToken: owner.refreshToken })).toMatchObject({ status: 200 });
  });

  it('have no door to what is for services, or for operators', async () => {
    const tokens = await scene.signIn(await scene.member());
    const letter = await scene.rows<{ id: string }>('SELECT letter_id AS id FROM auth.letters LIMIT 1');
    const tried = [
      scene.visitor.signedIn(tokens, 'GET', `/letters/${letter[0]!.id}`),
      scene.visitor.signedIn(tokens, 'POST', '/api-keys/verify', { digest: 'x'.repeat(43) }),
      scene.visitor.signedIn(tokens, 'POST', '/operators', { email: someone() }),
      scene.visitor.signedIn(tokens, 'POST', `/sessions/${tokens.sessionId}/end`),
      scene.visitor.signedIn(tokens, 'PUT', `/admin/users/${tokens.user.userId}/role`, { role: 'admin' }),
      scene.visitor.signedIn(tokens, 'POST', '/admin/signing-keys/rotations', {}),
      scene.visitor.signedIn(tokens, 'POST', '/api-keys', { name: 'ci', scopes: ['admin'] }),
    ];
    for (const answer of await Promise.all(tried)) expect(answer).toMatchObject({ status: 403, code: 'forbidden' });
  });

  it('make no keys with a key', async () => {
    const { user } = await scene.signIn(await scene.member());
    const key = {
      userId: user.userId,
      role: 'user',
      tier: 'free',
      keyId: '5f0c6f0a-3c1d-4c43-9b64-6f1a2f1f7c11',
      scopes: ['account:write'],
    } as const;
    const made = await scene.visitor.as({ ...key, scopes: [...key.scopes] }, 'POST', '/api-keys', { name: 'ci', scopes: ['media:read'] });
    expect(made).toMatchObject({ status: 403, code: 'session_needed' });
  });

  it('make no links of their own, and use none for what it is not', async () => {
    const email = someone();
    await scene.visitor.post('/auth/register', { email, password: PASSWORD });
    const token = await scene.tokenFor(email, 'verify_email');
    const reset = (text: string) => scene.visitor.post('/auth/reset-password', { token: text, password: 'a quite different one' });
    const { jti } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { jti: string };
    const forged = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setJti(jti)
      .setAudience('reset_password')
      .setExpirationTime('1h')
      .sign(new Uint8Array(32));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`;
    for (const one of [token, forged, unsigned, 'x']) expect(await reset(one)).toMatchObject({ status: 400, code: 'link_invalid' });
    await scene.rows(`UPDATE auth.letters SET valid_until = now() - interval '1 second' WHERE letter_id = $1`, [jti]);
    expect(await scene.visitor.post('/auth/verify-email', { token })).toMatchObject({ status: 400, code: 'link_invalid' });
  });

  it('make no refresh tokens out of those that they have', async () => {
    const tokens = await scene.signIn(await scene.member());
    const [, id, , proof] = /^rt_([\w-]{22})_(\d+)_([\w-]{43})$/.exec(tokens.refreshToken)!;
    for (const refreshToken of [`rt_${id}_1_${proof}`, `rt_${id}_0_${'A'.repeat(43)}`, `rt_${'A'.repeat(22)}_0_${proof}`, 'rt_', '../x'])
      expect(await scene.visitor.post('/auth/refresh', { refreshToken })).toMatchObject({ status: 401, code: 'refresh_token_invalid' });
    // And what was made up has not ended the session of who has the real one.
    expect((await scene.visitor.post<Tokens>('/auth/refresh', { refreshToken: tokens.refreshToken })).status).toBe(200);
  });

  it('choose no password for an address that is not theirs', async () => {
    const email = someone();
    await scene.visitor.post('/auth/register', { email, password: 'the one of the thief' });
    await scene.rows(`UPDATE auth.letters SET created_at = now() - interval '5 minutes'`);
    await scene.visitor.post('/auth/register', { email, password: PASSWORD });
    await scene.visitor.post('/auth/verify-email', { token: await scene.tokenFor(email, 'verify_email', 2) });
    expect(await scene.visitor.post('/auth/login', { email, password: 'the one of the thief' })).toMatchObject({ status: 401 });
    await scene.signIn(email);
  });
});
