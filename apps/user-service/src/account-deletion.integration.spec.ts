import { AccountDataErased, AccountDeleted, AccountErased, RegistrationLapsed, UserRegistered } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { type Caller, Identities } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erasingServices } from './account-deletion.process.js';
import { UserModule } from './user.module.js';

describe('the deletion of an account', () => {
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

  const ask = async (caller: Caller, method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const headers = await service.app.get(Identities).headersFor(caller);
    const response = await service.app.inject({ method, url, headers, payload });
    return { ...response.json<{ data: unknown; error: { code: string } }>(), status: response.statusCode };
  };
  const sql = <Row>(text: string, values: unknown[] = []) => service.app.get(Database).query<Row>(text, values);
  const registered = async (): Promise<Caller> => {
    const caller: Caller = { userId: randomUUID(), role: 'user', tier: 'free' };
    await service.send(
      UserRegistered({ userId: caller.userId, email: 'a@example.org', locale: 'en', registeredAt: new Date().toISOString() }),
    );
    await expect.poll(async () => (await ask(caller, 'GET', '/users/profile')).status).toBe(200);
    return caller;
  };
  const told = (type: string, userId: string) =>
    service.broker.published.filter((one) => one.type === type && (one.data as { userId: string }).userId === userId);
  const others = erasingServices.filter((name) => name !== 'user-service');
  const erased = (userId: string, name: string) => service.send(AccountDataErased({ userId, service: name, erased: {} }));

  it('is over once every service has said that nothing is left, in whatever order and however often', async () => {
    const ada = await registered();
    expect(await ask(ada, 'DELETE', '/users/account')).toMatchObject({ status: 202, data: { status: 'erasing' } });
    expect(await ask(ada, 'DELETE', '/users/account')).toMatchObject({ status: 202 });
    await expect.poll(() => told(AccountDataErased.type, ada.userId)).toMatchObject([{ data: { service: 'user-service' } }]);
    expect(told(AccountDeleted.type, ada.userId)).toHaveLength(1);
    await erased(ada.userId, 'a stranger');
    for (const name of others.slice(1)) await Promise.all([erased(ada.userId, name), erased(ada.userId, name)]);
    const state = () =>
      sql<{ step: string; state: { erased: object } }>('SELECT step, state FROM users.processes WHERE id = $1', [ada.userId]);
    await expect.poll(async () => Object.keys((await state())[0]!.state.erased).sort()).toEqual(erasingServices.slice(1));
    expect(told(AccountErased.type, ada.userId)).toEqual([]);
    await erased(ada.userId, others[0]!);
    await expect.poll(() => told(AccountErased.type, ada.userId)).toHaveLength(1);
    expect(await state()).toMatchObject([{ step: 'erased' }]);
  });

  it('asks again where somebody does not answer in time', async () => {
    const ada = await registered();
    await ask(ada, 'DELETE', '/users/account');
    for (const round of [2, 3]) {
      await sql(`UPDATE users.processes SET deadline_at = now() WHERE id = $1`, [ada.userId]);
      await expect.poll(() => told(AccountDeleted.type, ada.userId)).toHaveLength(round);
    }
    await expect.poll(() => told(AccountDataErased.type, ada.userId)).toHaveLength(3);
    for (const name of others) await erased(ada.userId, name);
    await expect.poll(() => told(AccountErased.type, ada.userId)).toHaveLength(1);
  });

  it('leaves nothing here that leads to the person, and the sums as they were', async () => {
    const ada = await registered();
    await ask(ada, 'PUT', '/users/profile', { displayName: 'Ada' });
    await ask(ada, 'PUT', '/users/budget', { credits: 10 });
    await ask({ ...ada, by: 'test' }, 'POST', '/credits/reservations', { generationId: randomUUID(), credits: 9 });
    await ask(ada, 'DELETE', '/users/account');
    await expect
      .poll(() => told(AccountDataErased.type, ada.userId))
      .toMatchObject([{ data: { erased: { profiles: 1, budgets: 1, budget_notices: 1, account_exports: 0 } } }]);
    expect(await ask(ada, 'GET', '/users/profile')).toMatchObject({ status: 404, error: { code: 'profile_not_found' } });
    expect(await sql('SELECT * FROM users.credit_breaches')).toEqual([]);
    expect(await sql(`SELECT kind FROM users.credit_entries WHERE user_id = $1 ORDER BY id`, [ada.userId])).toHaveLength(2);
  });

  it('lets the person spend nothing more, and nothing that comes late brings them back', async () => {
    const ada = await registered();
    await ask(ada, 'DELETE', '/users/account');
    const asked = { generationId: randomUUID(), credits: 1 };
    expect(await ask({ ...ada, by: 'test' }, 'POST', '/credits/reservations', asked)).toMatchObject({
      status: 403,
      error: { code: 'account_closed' },
    });
    await expect.poll(async () => (await ask(ada, 'GET', '/users/profile')).status).toBe(404);
    const late = UserRegistered({ userId: ada.userId, email: 'a@example.org', locale: 'en', registeredAt: new Date().toISOString() });
    await service.send(late);
    await registered();
    expect(await ask(ada, 'GET', '/users/profile')).toMatchObject({ status: 404 });
  });

  it('begins by itself where the address was never confirmed, and goes as any other', async () => {
    const ada = await registered();
    const lapsed = RegistrationLapsed({ userId: ada.userId, lapsedAt: new Date().toISOString() });
    await Promise.all([service.send(lapsed), service.send(lapsed)]);
    await expect.poll(() => told(AccountDataErased.type, ada.userId)).toMatchObject([{ data: { erased: { profiles: 1 } } }]);
    expect(told(AccountDeleted.type, ada.userId)).toHaveLength(1);
    expect(await ask(ada, 'GET', '/users/profile')).toMatchObject({ status: 404, error: { code: 'profile_not_found' } });
    for (const name of others) await erased(ada.userId, name);
    await expect.poll(() => told(AccountErased.type, ada.userId)).toHaveLength(1);
    await service.send(
      UserRegistered({ userId: ada.userId, email: 'a@example.org', locale: 'en', registeredAt: new Date().toISOString() }),
    );
    await registered();
    expect(await ask(ada, 'GET', '/users/profile')).toMatchObject({ status: 404 });
  });

  it('is asked for by a person who is logged in, not by a key and not by the operator’s', async () => {
    const ada = await registered();
    expect(await ask({ ...ada, keyId: randomUUID() }, 'DELETE', '/users/account')).toMatchObject({ error: { code: 'session_required' } });
    expect(await ask({ userId: 'local', role: 'admin', tier: 'pro' }, 'DELETE', '/users/account')).toMatchObject({
      status: 409,
      error: { code: 'operator_without_account' },
    });
    expect(await ask(ada, 'GET', '/users/profile')).toMatchObject({ status: 200 });
  });
});
