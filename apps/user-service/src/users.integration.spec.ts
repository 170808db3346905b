import { BudgetReached, UserProfileUpdated, UserRegistered } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { type Caller, Identities } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserModule } from './user.module.js';

type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
const ADMIN: Caller = { userId: randomUUID(), role: 'admin', tier: 'enterprise' };
const OPERATOR: Caller = { userId: 'local', role: 'admin', tier: 'pro' };
const person = (): Caller => ({ userId: randomUUID(), role: 'user', tier: 'free' });

describe('user-service', () => {
  let database: TestDatabase;
  let service: TestedService;
  beforeAll(async () => {
    database = await testDatabase();
    service = await testService(UserModule, { database });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
  });

  const ask = async (caller: Caller | undefined, method: Method, url: string, payload?: unknown) => {
    const headers = caller ? await service.app.get(Identities).headersFor(caller) : {};
    const response = await service.app.inject({ method, url, headers, payload: payload as object });
    return { ...response.json<{ data: Record<string, unknown>; error: { code: string } }>(), status: response.statusCode };
  };
  const sql = <Row>(text: string, values: unknown[] = []) => service.app.get(Database).query<Row>(text, values);
  const registered = async (email = `${randomUUID()}@example.org`): Promise<Caller> => {
    const caller = person();
    await service.send(UserRegistered({ userId: caller.userId, email, locale: 'pt-BR', registeredAt: new Date().toISOString() }));
    await expect.poll(async () => (await ask(caller, 'GET', '/users/profile')).status).toBe(200);
    return caller;
  };
  const reserve = (caller: Caller, credits: number, generationId: string = randomUUID()) =>
    ask({ ...caller, by: 'generation-orchestrator' }, 'POST', '/credits/reservations', { generationId, credits });
  const toldOf = (userId: string, type: string) =>
    service.broker.published.flatMap((told) =>
      told.type === type && (told.data as { userId: string }).userId === userId ? [told.data] : [],
    );

  describe('a profile', () => {
    it('is made with the account, in the locale that the person came with', async () => {
      const ada = await registered('ada@example.org');
      expect((await ask(ada, 'GET', '/users/profile')).data).toMatchObject({
        userId: ada.userId,
        email: 'ada@example.org',
        displayName: null,
        locale: 'pt-BR',
        tier: 'free',
        suspended: false,
      });
    });

    it('is changed by its owner, and others are told what changed', async () => {
      const ada = await registered();
      const change = { displayName: '  Ада 👩‍🚀 ', locale: 'zh-hant-tw', preferences: { theme: 'dark', aspectRatio: '9:16' } };
      expect(await ask(ada, 'PUT', '/users/profile', change)).toMatchObject({
        status: 200,
        data: { displayName: 'Ада 👩‍🚀', locale: 'zh-Hant-TW', preferences: { theme: 'dark', aspectRatio: '9:16' } },
      });
      await expect
        .poll(() => toldOf(ada.userId, UserProfileUpdated.type))
        .toMatchObject([{ profileChanges: { displayName: 'Ада 👩‍🚀', locale: 'zh-Hant-TW' } }]);
    });

    it.each([
      ['tier', { tier: 'enterprise' }],
      ['role', { role: 'admin' }],
      ['credits', { credits: 1_000_000 }],
      ['balance', { displayName: 'x', balance: 9 }],
      ['suspended', { suspended: false }],
      ['another id', { userId: ADMIN.userId, displayName: 'x' }],
      ['what every object has', JSON.parse('{"__proto__": {"tier": "enterprise"}, "displayName": "x", "constructor": {}}') as object],
      ['a tier among preferences', { preferences: { tier: 'enterprise' } }],
    ])('does not let its owner assign %s', async (_, change) => {
      const ada = await registered();
      expect(await ask(ada, 'PUT', '/users/profile', change)).toMatchObject({ status: 400 });
      expect((await ask(ada, 'GET', '/users/profile')).data).toMatchObject({ tier: 'free', displayName: null });
    });

    it.each([
      ['a line break', 'Ada\n{"level":50,"message":"forged"}'],
      ['an escape sequence', 'Ada\u001b[2J'],
      ['text that is turned around', 'Ada\u202egnp.exe'],
      ['a nul', 'Ada\u0000'],
      ['half a character', 'Ada\ud800'],
      ['nothing but spaces', '   '],
      ['more than a name', 'A'.repeat(101)],
    ])('takes no name with %s', async (_, displayName) => {
      const ada = await registered();
      expect(await ask(ada, 'PUT', '/users/profile', { displayName })).toMatchObject({
        status: 400,
        error: { code: 'display_name_invalid' },
      });
    });

    it('says so where a locale is none, and where nothing is to change', async () => {
      const ada = await registered();
      expect(await ask(ada, 'PUT', '/users/profile', { locale: 'not a locale' })).toMatchObject({ error: { code: 'locale_invalid' } });
      expect(await ask(ada, 'PUT', '/users/profile', {})).toMatchObject({ status: 400, error: { code: 'profile_change_empty' } });
    });

    it('is not needed by the operator of the machine, who has none to change', async () => {
      expect(await ask(OPERATOR, 'GET', '/users/profile')).toMatchObject({ status: 200, data: { userId: 'local', tier: 'pro' } });
      expect(await ask(OPERATOR, 'PUT', '/users/profile', { displayName: 'x' })).toMatchObject({
        status: 409,
        error: { code: 'operator_without_account' },
      });
    });

    it('is made once, however often the account is told of', async () => {
      const ada = await registered();
      await ask(ada, 'PUT', '/users/profile', { displayName: 'Ada' });
      const again = UserRegistered({ userId: ada.userId, email: 'eve@example.org', locale: 'en', registeredAt: new Date().toISOString() });
      await service.send(again);
      await registered();
      expect((await ask(ada, 'GET', '/users/profile')).data).toMatchObject({ displayName: 'Ada', locale: 'pt-BR' });
    });
  });

  describe('usage', () => {
    it('shows what the month gives, what is set aside and what was spent on which film, page by page', async () => {
      const ada = await registered();
      const ids = [randomUUID(), randomUUID(), randomUUID()];
      for (const [at, id] of ids.entries()) await reserve(ada, at + 1, id);
      const first = (await ask(ada, 'GET', '/users/usage?limit=2')).data;
      expect(first).toMatchObject({
        tier: 'free',
        monthlyCredits: 100,
        balance: 94,
        reserved: 6,
        spentThisMonth: 6,
        budget: { credits: null, spent: 6, percent: null },
        generations: [
          { generationId: ids[2], reserved: 3, settled: null, released: null },
          { generationId: ids[1], reserved: 2 },
        ],
      });
      const second = (await ask(ada, 'GET', `/users/usage?limit=2&cursor=${String(first['nextCursor'])}`)).data;
      expect(second).toMatchObject({ generations: [{ generationId: ids[0] }], nextCursor: null });
      expect(await ask(ada, 'GET', "/users/usage?cursor=1'--")).toMatchObject({ status: 400, error: { code: 'cursor_invalid' } });
    });

    it('shows nobody what another has', async () => {
      const [ada, eve] = [await registered(), await registered()];
      await reserve(ada, 10);
      expect((await ask(eve, 'GET', '/users/usage')).data).toMatchObject({ balance: 100, reserved: 0, generations: [] });
      expect(await ask(eve, 'GET', `/users/usage?userId=${ada.userId}`)).toMatchObject({ status: 400 });
    });
  });

  describe('a reservation', () => {
    it('is for services only: nobody comes in through the gateway', async () => {
      const ada = await registered();
      const asked = { generationId: randomUUID(), credits: 1 };
      expect(await ask(ada, 'POST', '/credits/reservations', asked)).toMatchObject({ status: 403 });
      expect(await ask(undefined, 'POST', '/credits/reservations', asked)).toMatchObject({ status: 401 });
    });

    it('is one, however often it is asked for', async () => {
      const ada = await registered();
      const id = randomUUID();
      const answers = await Promise.all(Array.from({ length: 5 }, () => reserve(ada, 30, id)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect((await ask(ada, 'GET', '/users/usage')).data).toMatchObject({ balance: 70, reserved: 30 });
      expect(await reserve(ada, 31, id)).toMatchObject({ status: 409, error: { code: 'reservation_differs' } });
      expect(await reserve(await registered(), 30, id)).toMatchObject({ status: 409, error: { code: 'reservation_differs' } });
    });

    it('never takes more than there is, also where many are asked for at once', async () => {
      const ada = await registered();
      const answers = await Promise.all(Array.from({ length: 8 }, () => reserve(ada, 30)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
      expect(answers.find(({ status }) => status !== 200)).toMatchObject({ status: 402, error: { code: 'credits_insufficient' } });
      expect((await ask(ada, 'GET', '/users/usage')).data).toMatchObject({ balance: 10, reserved: 90 });
    });

    it.each([-1, -1_000_000, 0.5, 1_000_001, Number.MAX_SAFE_INTEGER, '5', null])('takes no %s credits', async (credits) => {
      expect(await reserve(person(), credits as number)).toMatchObject({ status: 400, error: { code: 'credits_invalid' } });
    });

    it('of an operator is written down and not stopped by an empty account', async () => {
      expect(await reserve(OPERATOR, 50_000)).toMatchObject({ status: 200 });
      expect(await reserve(OPERATOR, 50_000)).toMatchObject({ status: 200, data: { balance: 2_000 - 100_000 } });
      expect(await sql('SELECT * FROM users.credit_breaches')).toEqual([]);
    });

    it('is refused to whoever is suspended', async () => {
      const ada = await registered();
      await ask(ADMIN, 'PATCH', `/admin/users/${ada.userId}`, { suspended: true, reason: 'spam' });
      expect(await reserve(ada, 1)).toMatchObject({ status: 403, error: { code: 'account_suspended' } });
    });
  });

  describe('the credits of a month', () => {
    const grants = (userId: string) =>
      sql<{ cause: string; credits: number }>(
        `SELECT cause, credits FROM users.credit_entries WHERE user_id = $1 AND kind = 'monthly' ORDER BY id`,
        [userId],
      );

    it('are granted once, whoever looks first and however many at once', async () => {
      const ada = await registered();
      await Promise.all([...Array.from({ length: 4 }, () => ask(ada, 'GET', '/users/usage')), reserve(ada, 1), reserve(ada, 1)]);
      expect(await grants(ada.userId)).toMatchObject([{ credits: 100 }]);
    });

    it('are granted again in the next', async () => {
      const ada = await registered();
      await sql(`INSERT INTO users.credit_accounts (user_id) VALUES ($1)`, [ada.userId]);
      await sql(
        `INSERT INTO users.credit_entries (user_id, kind, credits, cause, month) VALUES ($1, 'monthly', 100, '2020-01:free', '2020-01')`,
        [ada.userId],
      );
      expect((await ask(ada, 'GET', '/users/usage')).data).toMatchObject({ balance: 200 });
    });

    it('are filled up to those of a larger tier, and not taken back for a smaller one', async () => {
      const ada = await registered();
      await ask(ada, 'GET', '/users/usage');
      for (const tier of ['pro', 'free', 'pro']) {
        await ask(ADMIN, 'PATCH', `/admin/users/${ada.userId}`, { tier });
        await ask(ada, 'GET', '/users/usage');
      }
      expect((await grants(ada.userId)).map(({ credits }) => credits)).toEqual([100, 1_900]);
    });
  });

  describe('a budget', () => {
    it('warns at 80 % and stops at 100 %, each once in a month', async () => {
      const ada = await registered();
      expect(await ask(ada, 'PUT', '/users/budget', { credits: 50 })).toMatchObject({ data: { credits: 50, spent: 0, percent: 0 } });
      await reserve(ada, 39);
      expect(toldOf(ada.userId, BudgetReached.type)).toEqual([]);
      await reserve(ada, 1);
      await reserve(ada, 1);
      expect(await reserve(ada, 10)).toMatchObject({ status: 402, error: { code: 'budget_exhausted' } });
      expect(await reserve(ada, 10)).toMatchObject({ status: 402 });
      expect(await reserve(ada, 9)).toMatchObject({ status: 200 });
      await expect
        .poll(() => toldOf(ada.userId, BudgetReached.type))
        .toMatchObject([
          { percent: 80, spentCredits: 40, budgetCredits: 50 },
          { percent: 100, spentCredits: 41, budgetCredits: 50 },
        ]);
      expect((await ask(ada, 'GET', '/users/usage')).data).toMatchObject({ budget: { credits: 50, spent: 50, percent: 100 } });
    });

    it('of one key holds that key up and no other', async () => {
      const ada = await registered();
      const [keyId, other] = [randomUUID(), randomUUID()];
      await ask(ada, 'PUT', `/users/budget/keys/${keyId}`, { credits: 5 });
      expect(await reserve({ ...ada, keyId }, 6)).toMatchObject({ status: 402, error: { code: 'budget_exhausted' } });
      expect(await reserve({ ...ada, keyId: other }, 6)).toMatchObject({ status: 200 });
      expect(await reserve(ada, 6)).toMatchObject({ status: 200 });
      await expect.poll(() => toldOf(ada.userId, BudgetReached.type)).toMatchObject([{ keyId, percent: 100 }]);
    });

    it('that somebody sets for the key of another changes nothing for that key', async () => {
      const [ada, eve] = [await registered(), await registered()];
      const keyId = randomUUID();
      expect(await ask(eve, 'PUT', `/users/budget/keys/${keyId}`, { credits: 0 })).toMatchObject({ status: 200 });
      expect(await reserve({ ...ada, keyId }, 6)).toMatchObject({ status: 200 });
    });

    it('is not for an API key to widen', async () => {
      const ada = await registered();
      const keyId = randomUUID();
      expect(await ask({ ...ada, keyId }, 'PUT', '/users/budget', { credits: null })).toMatchObject({
        error: { code: 'session_required' },
      });
      expect(await ask({ ...ada, keyId }, 'PUT', `/users/budget/keys/${keyId}`, { credits: 9 })).toMatchObject({ status: 403 });
    });

    it('may be taken away, and is never below nothing nor beyond reason', async () => {
      const ada = await registered();
      for (const credits of [-1, 1e12, 0.1, '7', undefined])
        expect(await ask(ada, 'PUT', '/users/budget', { credits })).toMatchObject({ status: 400, error: { code: 'credits_invalid' } });
      await ask(ada, 'PUT', '/users/budget', { credits: 0 });
      expect(await reserve(ada, 1)).toMatchObject({ status: 402 });
      await ask(ada, 'PUT', '/users/budget', { credits: null });
      expect(await reserve(ada, 1)).toMatchObject({ status: 200 });
    });
  });

  describe('an operator', () => {
    it('finds people by part of a name or address, and signs of SQL are only signs', async () => {
      const mark = randomUUID().slice(0, 8);
      const ada = await registered(`${mark}_ada@example.org`);
      const found = async (q: string) =>
        ((await ask(ADMIN, 'GET', `/admin/users?q=${encodeURIComponent(q)}`)).data as { users: { userId: string }[] }).users;
      expect(await found(`${mark}_ADA`)).toMatchObject([{ userId: ada.userId, balance: 0, reserved: 0 }]);
      for (const q of ["' OR '1'='1", "'; DROP TABLE users.profiles; --", '%', '_', `${mark}%ada`, '\\', `${mark.slice(0, 3)}_____`])
        expect(await found(q)).toEqual(q === '_' ? expect.anything() : []);
      expect(await found(ada.userId)).toHaveLength(1);
    });

    it('pages through everybody once', async () => {
      const made = [await registered(), await registered(), await registered()];
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const url: string = `/admin/users?limit=2${cursor ? `&cursor=${cursor}` : ''}`;
        const { data } = await ask(ADMIN, 'GET', url);
        const page = data as unknown as { users: { userId: string }[]; nextCursor: string | null };
        seen.push(...page.users.map(({ userId }) => userId));
        cursor = page.nextCursor;
      } while (cursor);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(expect.arrayContaining(made.map(({ userId }) => userId)));
    });

    it('gives tiers and suspends, and each deed stands in the audit log with before and after', async () => {
      const ada = await registered();
      await ask(ADMIN, 'PATCH', `/admin/users/${ada.userId}`, { tier: 'pro', suspended: true, reason: 'a test' });
      expect((await ask(ada, 'GET', '/users/profile')).data).toMatchObject({ tier: 'pro', suspended: true });
      await expect
        .poll(() => toldOf(ada.userId, UserProfileUpdated.type))
        .toMatchObject([{ profileChanges: { tier: 'pro', suspended: true } }]);
      expect((await ask(ADMIN, 'GET', `/admin/audit?userId=${ada.userId}`)).data).toMatchObject({
        entries: [
          {
            actor: ADMIN.userId,
            action: 'user_changed',
            before: { tier: 'free', suspended: false },
            after: { tier: 'pro', suspended: true },
            reason: 'a test',
          },
        ],
      });
      await expect(sql('UPDATE users.audit_entries SET actor = $1', ['nobody'])).rejects.toThrow('only ever added to');
      await expect(sql('DELETE FROM users.audit_entries')).rejects.toThrow('only ever added to');
    });

    it('grants and takes credits with a reason, never more than there are', async () => {
      const ada = await registered();
      const url = `/admin/users/${ada.userId}/credits`;
      expect(await ask(ADMIN, 'POST', url, { credits: 500, reason: 'a present' })).toMatchObject({ status: 200, data: { balance: 500 } });
      expect(await ask(ADMIN, 'POST', url, { credits: -501, reason: 'too much' })).toMatchObject({
        status: 409,
        error: { code: 'credits_insufficient' },
      });
      expect(await ask(ADMIN, 'POST', url, { credits: -500, reason: 'taken back' })).toMatchObject({ data: { balance: 0 } });
      const { entries } = (await ask(ADMIN, 'GET', `/admin/audit?userId=${ada.userId}`)).data as { entries: object[] };
      expect(entries).toMatchObject([
        { action: 'credits_taken', before: { balance: 500 }, after: { balance: 0 }, reason: 'taken back' },
        { action: 'credits_granted', before: { balance: 0 }, after: { balance: 500 }, reason: 'a present' },
      ]);
    });

    it.each([{ credits: 0 }, { credits: 1.5 }, { credits: 1e7 }, { credits: -1e7 }, { credits: 'Infinity' }])(
      'grants no %o',
      async (amount) => {
        const ada = await registered();
        expect(await ask(ADMIN, 'POST', `/admin/users/${ada.userId}/credits`, { ...amount, reason: 'x' })).toMatchObject({
          status: 400,
          error: { code: 'credits_invalid' },
        });
      },
    );

    it('gives a reason in one line', async () => {
      const ada = await registered();
      const url = `/admin/users/${ada.userId}/credits`;
      expect(await ask(ADMIN, 'POST', url, { credits: 1 })).toMatchObject({ error: { code: 'reason_invalid' } });
      expect(await ask(ADMIN, 'POST', url, { credits: 1, reason: 'a\nb' })).toMatchObject({ error: { code: 'reason_invalid' } });
    });

    it('is told where there is no such account, and does not suspend themselves', async () => {
      expect(await ask(ADMIN, 'PATCH', `/admin/users/${randomUUID()}`, { tier: 'pro' })).toMatchObject({ status: 404 });
      expect(await ask(ADMIN, 'POST', `/admin/users/${randomUUID()}/credits`, { credits: 1, reason: 'x' })).toMatchObject({ status: 404 });
      expect(await ask(ADMIN, 'PATCH', `/admin/users/${ADMIN.userId}`, { suspended: true })).toMatchObject({ status: 409 });
    });

    it('is nobody else', async () => {
      const [ada, eve] = [await registered(), await registered()];
      for (const [method, url, body] of [
        ['GET', '/admin/users', undefined],
        ['GET', '/admin/audit', undefined],
        ['PATCH', `/admin/users/${ada.userId}`, { tier: 'pro' }],
        ['PATCH', `/admin/users/${eve.userId}`, { tier: 'pro' }],
        ['POST', `/admin/users/${eve.userId}/credits`, { credits: 1, reason: 'x' }],
      ] as const) {
        expect(await ask(eve, method, url, body)).toMatchObject({ status: 403, error: { code: 'forbidden' } });
        expect(await ask(undefined, method, url, body)).toMatchObject({ status: 401 });
      }
      expect((await ask(eve, 'GET', '/users/profile')).data).toMatchObject({ tier: 'free' });
    });
  });
});
