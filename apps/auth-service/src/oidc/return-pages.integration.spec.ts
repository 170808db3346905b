import { UserAuthenticated } from '@polyreel/contracts';
import type { Tokens } from '@polyreel/http-api';
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuthScene, SETTINGS, someone } from '../auth-scene.fixture.js';
import { Browser } from './browser.fixture.js';
import { OidcScene, RETURN_TO } from './oidc-scene.fixture.js';

/** A page that begins a sign-in: it keeps the verifier, and says the challenge. */
const page = (returnTo = RETURN_TO) => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  return { verifier, query: `?${new URLSearchParams({ returnTo, challenge }).toString()}` };
};
const NEVER_GIVEN = 'A'.repeat(43);

describe('signing in elsewhere from a web page', () => {
  let oidc: OidcScene;
  let scene: AuthScene;
  beforeAll(async () => {
    oidc = await OidcScene.start();
    scene = oidc.scene;
  });
  afterAll(() => oidc.stop());

  const newcomer = () => oidc.known({ email: someone(), email_verified: true });
  const exchange = (code: string, verifier: string) => scene.visitor.post<Tokens>('/auth/oidc/exchange', { code, verifier });
  /** Through the provider and back: where the browser ends up. */
  const landed = async (login: string, begun = page()) => {
    const { browser, query } = await oidc.there(login, begun.query);
    const { status, headers, text } = await oidc.back(query, browser);
    expect(status).toBe(302);
    return { at: new URL(String(headers['location'])), text, browser, query };
  };
  const codeIn = ({ hash }: URL) => new URLSearchParams(hash.slice(1)).get('code') ?? '';
  const errorIn = ({ hash }: URL) => new URLSearchParams(hash.slice(1)).get('error');

  it('sends the browser back with a code and no token; the page exchanges it for a session', async () => {
    const begun = page();
    const { at, text } = await landed(newcomer(), begun);
    expect(at.origin + at.pathname + at.search).toBe(RETURN_TO);
    expect([...new URLSearchParams(at.hash.slice(1)).keys()]).toEqual(['code']);
    expect(text + at.href).not.toMatch(/eyJ|rt_/);
    const { status, data, headers } = await exchange(codeIn(at), begun.verifier);
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(data).toMatchObject({ tokenType: 'Bearer', user: { role: 'user', tier: 'free' } });
    expect(scene.said(UserAuthenticated, data.user.userId)).toMatchObject([{ method: 'oidc', sessionId: data.sessionId }]);
    expect((await scene.visitor.post('/auth/refresh', { refreshToken: data.refreshToken })).status).toBe(200);
  });

  it('keeps no code as it is, and begins no session before the exchange', async () => {
    const { at } = await landed(newcomer());
    const kept = await scene.rows('SELECT * FROM auth.sign_in_codes');
    expect(JSON.stringify(kept)).not.toContain(codeIn(at));
    const [{ userId } = { userId: '' }] = await scene.rows<{ userId: string }>(
      `SELECT user_id AS "userId" FROM auth.sign_in_codes WHERE digest = $1`,
      [createHash('sha256').update(codeIn(at)).digest('base64url')],
    );
    expect(scene.said(UserAuthenticated, userId)).toEqual([]);
  });

  it('takes a code once, also from many who come at the same time', async () => {
    const begun = page();
    const code = codeIn((await landed(newcomer(), begun)).at);
    const answers = await Promise.all(Array.from({ length: 8 }, () => exchange(code, begun.verifier)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(401)]);
    expect(await exchange(code, begun.verifier)).toMatchObject({ status: 401, code: 'oidc_code_invalid' });
  });

  it('gives whoever has stolen a code nothing, and leaves it to its owner', async () => {
    const begun = page();
    const code = codeIn((await landed(newcomer(), begun)).at);
    expect(await exchange(code, page().verifier)).toMatchObject({ status: 401, code: 'oidc_code_invalid' });
    // The challenge was to be seen in the address; it is not the verifier.
    const challenge = new URLSearchParams(begun.query).get('challenge')!;
    expect(await exchange(code, challenge)).toMatchObject({ status: 401, code: 'oidc_code_invalid' });
    expect((await exchange(code, begun.verifier)).status).toBe(200);
  });

  it('signs nobody in to a stranger’s account: a code that was slipped to a page fits none of its verifiers', async () => {
    const [thiefs, victims] = [page(), page()];
    const slipped = codeIn((await landed(newcomer(), thiefs)).at);
    expect(await exchange(slipped, victims.verifier)).toMatchObject({ status: 401, code: 'oidc_code_invalid' });
  });

  it('takes no return in a browser that has not begun, and leads it nowhere', async () => {
    const { browser, query } = await oidc.there(newcomer(), page().query);
    const stranger = await oidc.back(query, new Browser());
    expect(stranger).toMatchObject({ status: 401, code: 'oidc_not_begun' });
    expect(stranger.headers['location']).toBeUndefined();
    const other = await oidc.there(newcomer(), page().query);
    const mixed = await oidc.back(query, other.browser);
    expect(errorIn(new URL(String(mixed.headers['location'])))).toBe('oidc_refused');
    expect(codeIn(new URL(String((await oidc.back(query, browser)).headers['location'])))).toMatch(/^[\w-]{43}$/);
  });

  it('takes what one provider answered for no other', async () => {
    const { browser, query } = await oidc.there(newcomer(), page().query);
    expect(await oidc.back(query, browser, 'rival')).toMatchObject({ status: 401, code: 'oidc_not_begun' });
    const forged = query.replace(/iss=[^&]+/, `iss=${encodeURIComponent('https://evil.example')}`);
    expect(forged).not.toBe(query);
    expect(errorIn(new URL(String((await oidc.back(forged, browser)).headers['location'])))).toBe('oidc_refused');
  });

  it('takes no code after its minute', async () => {
    const begun = page();
    const code = codeIn((await landed(newcomer(), begun)).at);
    await scene.rows(`UPDATE auth.sign_in_codes SET valid_until = valid_until - interval '61 seconds'`);
    expect(await exchange(code, begun.verifier)).toMatchObject({ status: 401, code: 'oidc_code_invalid' });
  });

  it.each([
    'https://evil.example/signed-in',
    'https://studio.example',
    'https://studio.example/signed-in/',
    'https://studio.example/signed-in?next=https://evil.example',
    'https://studio.example/signed-in#',
    'https://studio.example/Signed-in',
    'https://STUDIO.example/signed-in',
    'https://studio.example:443/signed-in',
    'https://studio.example/./signed-in',
    'https://studio.example/signed-in%00',
    ' https://studio.example/signed-in',
    'https://studio.example@evil.example/signed-in',
    'https://studio.example.evil.example/signed-in',
    'http://studio.example/signed-in',
    '//studio.example/signed-in',
    '/signed-in',
    'javascript:alert(1)',
    '',
  ])('ends at no page that is not on the list letter by letter: %j', async (returnTo) => {
    const refused = await scene.visitor.browse(`/auth/oidc/acme/start${page(returnTo).query}`);
    expect(refused).toMatchObject({ status: 400, code: 'return_to_unknown' });
    expect(refused.headers['location']).toBeUndefined();
    expect(refused.headers['set-cookie']).toBeUndefined();
  });

  it('does not begin with a page and no challenge, two pages, or a challenge that is none', async () => {
    const start = (query: string) => scene.visitor.browse(`/auth/oidc/acme/start?${query}`);
    const at = `returnTo=${encodeURIComponent(RETURN_TO)}`;
    const challenge = new URLSearchParams(page().query).get('challenge')!;
    for (const query of [at, `challenge=${challenge}`, `${at}&challenge=short`, `${at}&${at}&challenge=${challenge}`])
      expect((await start(query)).status).toBe(400);
  });

  it('leads nowhere else by a cookie that was changed', async () => {
    const { browser, query } = await oidc.there(newcomer(), page().query);
    const [name, sealed = ''] = browser.cookiesFor(SETTINGS.PUBLIC_URL).split('=');
    const parts = sealed.split('.');
    const changed = Buffer.from(parts[3]!, 'base64url').map((byte) => byte ^ 1);
    parts[3] = Buffer.from(changed).toString('base64url');
    browser.take(SETTINGS.PUBLIC_URL, `${name}=${parts.join('.')}`);
    expect(await oidc.back(query, browser)).toMatchObject({ status: 401, code: 'oidc_not_begun' });
  });

  it('tells the page what went wrong, by its code alone', async () => {
    const { at, text } = await landed(oidc.known({ email: someone(), email_verified: false }));
    expect(at.hash).toBe('#error=oidc_email_unverified');
    expect(text).toBe('');
    const { browser, query } = await oidc.there(newcomer(), page().query);
    const state = new URLSearchParams(query).get('state')!;
    const declined = await oidc.back(`?error=access_denied&state=${state}&iss=${encodeURIComponent(oidc.issuer)}`, browser);
    expect(errorIn(new URL(String(declined.headers['location'])))).toBe('oidc_refused');
  });

  it('lets nobody in who was suspended in between', async () => {
    const begun = page();
    const login = newcomer();
    const code = codeIn((await landed(login, begun)).at);
    await scene.rows(`UPDATE auth.accounts SET suspended = true WHERE email = $1`, [oidc.people.get(login)!.email]);
    expect(await exchange(code, begun.verifier)).toMatchObject({ status: 403, code: 'account_suspended' });
  });

  it.each([
    [{ code: NEVER_GIVEN, verifier: NEVER_GIVEN }, 401],
    [{ code: NEVER_GIVEN }, 400],
    [{ code: `${NEVER_GIVEN}'--`, verifier: NEVER_GIVEN }, 400],
    [{ code: NEVER_GIVEN, verifier: 'too short' }, 400],
    [{ code: NEVER_GIVEN, verifier: NEVER_GIVEN, userId: 'me' }, 400],
    [{ code: { toString: 'x' }, verifier: [NEVER_GIVEN] }, 400],
  ])('answers %j with %i', async (body, status) => expect((await scene.visitor.post('/auth/oidc/exchange', body)).status).toBe(status));
});
