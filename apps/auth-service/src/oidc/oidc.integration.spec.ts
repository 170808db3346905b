import { EmailVerified, UserAuthenticated, UserRegistered } from '@polyreel/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, someone } from '../auth-scene.fixture.js';
import { Browser } from './browser.fixture.js';
import { OidcScene } from './oidc-scene.fixture.js';

describe('signing in with an OpenID Connect provider', () => {
  let oidc: OidcScene;
  beforeAll(async () => {
    oidc = await OidcScene.start();
  });
  afterAll(() => oidc.stop());

  const signIn = async (login: string) => {
    const { browser, query } = await oidc.there(login);
    return oidc.back(query, browser);
  };

  it('makes an account of whom the provider vouches for, and knows them again by its name for them', async () => {
    const email = someone();
    const login = oidc.known({ email, email_verified: true });
    const { data, status } = await signIn(login);
    expect(status).toBe(200);
    expect(data.user).toMatchObject({ email, role: 'user', tier: 'free' });
    expect(oidc.scene.said(UserRegistered, data.user.userId)).toHaveLength(1);
    expect(oidc.scene.said(EmailVerified, data.user.userId)).toHaveLength(1);
    expect(oidc.scene.said(UserAuthenticated, data.user.userId)).toMatchObject([{ method: 'oidc' }]);
    oidc.people.set(login, { email: someone(), email_verified: true });
    expect((await signIn(login)).data.user).toMatchObject({ userId: data.user.userId, email });
    expect(oidc.scene.said(UserRegistered, data.user.userId)).toHaveLength(1);
  });

  it('leads to the account with the same address where both sides have verified it', async () => {
    const email = await oidc.scene.member();
    const { user } = await oidc.scene.signIn(email);
    expect((await signIn(oidc.known({ email: email.toUpperCase(), email_verified: true }))).data.user.userId).toBe(user.userId);
  });

  it('leads to no account whose address nobody has verified here, and believes no address that the provider has not', async () => {
    const pending = someone();
    await oidc.scene.visitor.post('/auth/register', { email: pending, password: PASSWORD });
    expect(await signIn(oidc.known({ email: pending, email_verified: true }))).toMatchObject({ status: 409, code: 'oidc_email_taken' });
    const member = await oidc.scene.member();
    expect(await signIn(oidc.known({ email: member, email_verified: false }))).toMatchObject({
      status: 403,
      code: 'oidc_email_unverified',
    });
    expect(await signIn(oidc.known({}))).toMatchObject({ status: 403, code: 'oidc_email_unverified' });
  });

  it('takes a return only in the browser that began, and only once', async () => {
    const { browser, query } = await oidc.there(oidc.known({ email: someone(), email_verified: true }));
    expect(await oidc.back(query, new Browser())).toMatchObject({ status: 401, code: 'oidc_not_begun' });
    const other = await oidc.there(oidc.known({ email: someone(), email_verified: true }));
    expect(await oidc.back(query, other.browser)).toMatchObject({ status: 401, code: 'oidc_refused' });
    expect(await oidc.back(query.replace(/state=[^&]+/, 'state=made-up'), browser)).toMatchObject({ status: 401, code: 'oidc_refused' });
    expect((await oidc.back(query, browser)).status).toBe(200);
    expect(await oidc.back(query, browser)).toMatchObject({ status: 401, code: 'oidc_refused' });
  });

  it('says so where somebody declines, where a provider is away, and where there is none of that name', async () => {
    const { browser, query } = await oidc.there(oidc.known({}));
    const state = new URLSearchParams(query).get('state')!;
    expect(await oidc.back(`?error=access_denied&state=${state}&iss=${encodeURIComponent(oidc.issuer)}`, browser)).toMatchObject({
      code: 'oidc_refused',
    });
    expect(await oidc.scene.visitor.browse('/auth/oidc/away/start')).toMatchObject({ status: 503, code: 'service_unavailable' });
    expect(await oidc.scene.visitor.browse('/auth/oidc/constructor/start')).toMatchObject({ status: 404, code: 'provider_not_found' });
  });

  it('lists the providers without their secrets', async () => {
    const { data, text } = await oidc.scene.visitor.browse('/auth/oidc/providers');
    expect(data).toMatchObject({ providers: [{ provider: 'acme', label: 'Acme' }, { provider: 'rival' }, { provider: 'away' }] });
    expect(text).not.toContain('known to both');
  });
});
