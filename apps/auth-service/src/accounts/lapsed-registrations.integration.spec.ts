import { RegistrationLapsed, UserAuthenticated, UserRegistered } from '@polyreel/contracts';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuthConfig } from '../auth.config.js';
import { AuthScene, PASSWORD, SETTINGS, someone } from '../auth-scene.fixture.js';
import { LapsedRegistrations } from './lapsed.registrations.js';

describe('an account whose address nobody confirms', () => {
  let scene: AuthScene;
  const settings: AuthConfig = { ...SETTINGS };
  beforeAll(async () => {
    scene = await AuthScene.start({ settings });
  });
  afterAll(() => scene.stop());

  const register = async (email = someone(), password = PASSWORD) => {
    await scene.visitor.post('/auth/register', { email, password });
    return { email, userId: (await scene.idOf(email))! };
  };
  const grewOlder = async (email: string, days: number) => {
    await scene.rows(`UPDATE auth.accounts SET created_at = created_at - make_interval(days => $2) WHERE email = $1`, [email, days]);
    await scene.rows(
      `UPDATE auth.letters SET created_at = created_at - make_interval(days => $2), valid_until = valid_until - make_interval(days => $2) WHERE email = $1`,
      [email, days],
    );
  };
  const sweep = () => scene.service.app.get(LapsedRegistrations).remove();
  const isGone = async (email: string) => (await scene.idOf(email)) === undefined;

  it('is forgotten after its days, with its letters, and everybody is told', async () => {
    const { email, userId } = await register();
    const token = await scene.tokenFor(email, 'verify_email');
    await grewOlder(email, 13);
    await sweep();
    expect(await isGone(email)).toBe(false);
    await grewOlder(email, 1);
    await sweep();
    expect(await isGone(email)).toBe(true);
    expect(scene.said(RegistrationLapsed, userId)).toHaveLength(1);
    expect(await scene.rows('SELECT * FROM auth.letters WHERE user_id = $1', [userId])).toEqual([]);
    expect(await scene.visitor.post('/auth/verify-email', { token })).toMatchObject({ status: 400, code: 'link_invalid' });
  });

  it('leaves its address to whoever comes next, as somebody new', async () => {
    const { email, userId } = await register(undefined, 'the one of the thief');
    await grewOlder(email, 15);
    await sweep();
    await scene.member(email);
    const { user } = await scene.signIn(email);
    expect(user.userId).not.toBe(userId);
    expect(scene.said(UserRegistered, user.userId)).toHaveLength(1);
  });

  it('is kept for as long as a link to it works: whoever registers once more has their 48 hours', async () => {
    const { email } = await register();
    await grewOlder(email, 20);
    await scene.visitor.post('/auth/register', { email, password: 'another one than before' });
    await sweep();
    expect(await isGone(email)).toBe(false);
    await scene.visitor.post('/auth/verify-email', { token: await scene.tokenFor(email, 'verify_email', 2) });
    expect((await scene.visitor.post('/auth/login', { email, password: 'another one than before' })).status).toBe(200);
  });

  it('is never forgotten once it was confirmed, used or an operator’s', async () => {
    const member = await scene.member();
    await scene.rows(`UPDATE auth.accounts SET created_at = created_at - interval '10 years' WHERE email = $1`, [member]);
    const operator = await register();
    await scene.rows(`UPDATE auth.accounts SET role = 'admin' WHERE email = $1`, [operator.email]);
    await grewOlder(operator.email, 400);
    settings.SIGN_IN_NEEDS_VERIFIED_EMAIL = false;
    const entered = await register();
    const waiting = await register();
    await scene.signIn(entered.email);
    expect(scene.said(UserAuthenticated, entered.userId)).toEqual([expect.not.objectContaining({ verifiedEmail: entered.email })]);
    await scene.rows(`DELETE FROM auth.sessions WHERE user_id = $1`, [entered.userId]);
    for (const { email } of [entered, waiting]) await grewOlder(email, 400);
    expect(await sweep()).toBe(0);
    settings.SIGN_IN_NEEDS_VERIFIED_EMAIL = true;
    expect(await sweep()).toBe(1);
    expect(await Promise.all([member, operator.email, entered.email, waiting.email].map(isGone))).toEqual([false, false, false, true]);
  });

  it('is left to whoever is confirming it at this very moment', async () => {
    const { email, userId } = await register();
    await grewOlder(email, 15);
    const confirming = new Client({ connectionString: scene.database.config.DATABASE_URL });
    await confirming.connect();
    await confirming.query('BEGIN');
    await confirming.query('UPDATE auth.accounts SET email_verified_at = now() WHERE user_id = $1', [userId]);
    await sweep();
    await confirming.query('COMMIT');
    await confirming.end();
    await sweep();
    expect(await isGone(email)).toBe(false);
    expect(scene.said(RegistrationLapsed, userId)).toEqual([]);
  });

  it('is forgotten with a thousand others in one sweep', async () => {
    await scene.rows(
      `INSERT INTO auth.accounts (user_id, email, locale, created_at)
         SELECT gen_random_uuid()::text, 'crowd-' || n || '@example.org', 'en', now() - interval '15 days' FROM generate_series(1, 1001) n`,
    );
    expect(await sweep()).toBe(1001);
  });
});
