import { Sightings } from '@polyreel/access';
import { CacheConfig } from '@polyreel/cache';
import { AccountDataErased, AccountDeleted, type Emitted, UserAuthenticated, UserLoggedOut } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import type { SessionView } from '@polyreel/http-api';
import { AppError, type Caller, Identities, Neighbours, type Question } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { SessionModule } from './session.module.js';

const REDIS_URL = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const DAY_MS = 86_400_000;

describe('session-service', () => {
  let database: TestDatabase;
  let service: TestedService;
  /** What auth-service was asked. */
  const asked: Question<z.ZodType>[] = [];
  let authService: () => Promise<unknown>;
  beforeAll(async () => {
    database = await testDatabase();
    const neighbours = { ask: (question: Question<z.ZodType>) => (asked.push(question), authService()) };
    service = await testService(SessionModule, {
      database,
      override: (builder) =>
        builder.overrideProvider(CacheConfig).useValue({ REDIS_URL }).overrideProvider(Neighbours).useValue(neighbours),
    });
  });
  beforeEach(() => {
    asked.length = 0;
    authService = () => Promise.resolve({});
  });
  afterAll(async () => {
    await service.stop();
    await database.drop();
  });

  const someone = (): Caller & { sessionId: string } => ({ userId: randomUUID(), sessionId: randomUUID(), role: 'user', tier: 'free' });
  const signedIn = async (
    { userId, sessionId }: Caller,
    at = new Date(),
    where = { device: 'Firefox on Linux', address: '203.0.113.7' },
  ) => {
    await heard(UserAuthenticated({ userId, sessionId: sessionId!, authenticatedAt: at.toISOString(), method: 'password', ...where }));
  };
  /** Says it, and waits until it has been handled. */
  const heard = async (fact: Emitted) => {
    const { id } = await service.send(fact);
    const inbox = () => service.app.get(Database).query('SELECT 1 FROM sessions.inbox WHERE event_id = $1', [id]);
    await expect.poll(inbox).toHaveLength(1);
  };
  const ask = async (caller: Caller, method: 'GET' | 'DELETE', url: string) => {
    const headers = await service.app.get(Identities).headersFor(caller);
    const response = await service.app.inject({ method, url, headers });
    return { ...response.json<{ data: { sessions: SessionView[] }; error?: { code: string } }>(), status: response.statusCode };
  };
  const list = async (caller: Caller) => (await ask(caller, 'GET', '/sessions')).data.sessions;

  it('lists where somebody is signed in, and which of it is here', async () => {
    const here = someone();
    const there = { ...here, sessionId: randomUUID() };
    await signedIn(here);
    await signedIn(there, new Date(Date.now() - 60_000), { device: 'curl', address: '2001:db8::1' });
    expect(await list(here)).toMatchObject([
      { sessionId: here.sessionId, current: true, method: 'password', device: 'Firefox on Linux', address: '203.0.113.7' },
      { sessionId: there.sessionId, current: false, device: 'curl', address: '2001:db8::1' },
    ]);
    expect(await list(someone())).toEqual([]);
  });

  it('tells the export of an account all of it, page by page, and nobody else', async () => {
    const person = someone();
    for (let sign = 0; sign < 3; sign++) await signedIn({ ...person, sessionId: randomUUID() }, new Date(Date.now() - sign * 1_000));
    await service.app.get(Database).query(
      `INSERT INTO sessions.user_sessions (id, user_id, method, created_at, last_seen_at, ended_at)
         SELECT gen_random_uuid()::text, $1, 'oidc', now() - interval '1 day', now(), now() FROM generate_series(1, 250)`,
      [person.userId],
    );
    const page = async (caller: Caller, cursor = '') => {
      const answered = await ask(caller, 'GET', `/kept/sessions${cursor && `?cursor=${cursor}`}`);
      return { status: answered.status, ...(answered.data as unknown as { items: { sessionId: string }[]; nextCursor: string | null }) };
    };
    const asking = { ...person, by: 'user-service' };
    const first = await page(asking);
    expect(first.items).toHaveLength(200);
    expect(first.items[0]).toMatchObject({ device: 'Firefox on Linux', address: '203.0.113.7', endedAt: null });
    const second = await page(asking, first.nextCursor!);
    expect(second.nextCursor).toBeNull();
    expect(new Set([...first.items, ...second.items].map(({ sessionId }) => sessionId)).size).toBe(253);
    expect((await page(person)).status).toBe(403);
    expect((await page({ ...asking, userId: randomUUID() })).items).toEqual([]);
  });

  it('knows when a session was last seen at the doors of the mesh', async () => {
    const caller = someone();
    await signedIn(caller, new Date(Date.now() - DAY_MS));
    const seenAt = Date.now();
    service.app.get(Sightings).note(caller.sessionId, seenAt);
    await expect.poll(async () => Date.parse((await list(caller))[0]!.lastSeenAt)).toBe(seenAt);
  });

  it('ends one when its owner asks, through auth-service', async () => {
    const caller = someone();
    await signedIn(caller);
    expect(await ask(caller, 'DELETE', `/sessions/${caller.sessionId}`)).toMatchObject({ status: 200 });
    expect(asked).toMatchObject([
      { service: 'auth-service', method: 'POST', path: `/sessions/${caller.sessionId}/end`, caller: { userId: caller.userId } },
    ]);
    expect(await list(caller)).toEqual([]);
  });

  it('ends none that is somebody else’s, or that there is not', async () => {
    const [owner, stranger] = [someone(), someone()];
    await signedIn(owner);
    for (const id of [owner.sessionId, randomUUID()])
      expect(await ask(stranger, 'DELETE', `/sessions/${id}`)).toMatchObject({ status: 404, error: { code: 'session_not_found' } });
    expect(asked).toEqual([]);
    expect(await list(owner)).toHaveLength(1);
    expect(await ask(owner, 'DELETE', '/sessions/..%2f..')).toMatchObject({ status: 400 });
  });

  it('keeps one on the list where auth-service could not end it', async () => {
    const caller = someone();
    await signedIn(caller);
    authService = () => Promise.reject(new AppError('service_unavailable', 'auth-service does not answer.', 503));
    expect(await ask(caller, 'DELETE', `/sessions/${caller.sessionId}`)).toMatchObject({ status: 503 });
    expect(await list(caller)).toHaveLength(1);
  });

  it('hears that a session has ended, or all of them', async () => {
    const caller = someone();
    const { userId, sessionId } = caller;
    for (let times = 0; times < 3; times++) await signedIn({ ...caller, sessionId: times ? randomUUID() : sessionId });
    await service.send(UserLoggedOut({ userId, sessionId, reason: 'asked' }));
    await expect.poll(() => list(caller)).toHaveLength(2);
    await service.send(UserLoggedOut({ userId, reason: 'password_changed' }));
    await expect.poll(() => list(caller)).toEqual([]);
    await signedIn({ ...caller, sessionId: randomUUID() });
    expect(await list(caller)).toHaveLength(1);
  });

  it('lists nothing that ended before it was heard to begin', async () => {
    const caller = someone();
    const { userId, sessionId } = caller;
    await heard(UserLoggedOut({ userId, sessionId, reason: 'asked' }));
    await signedIn(caller, new Date(Date.now() - 1_000));
    expect(await list(caller)).toEqual([]);
  });

  it('does not list what was not refreshed for too long', async () => {
    const caller = someone();
    await signedIn(caller, new Date(Date.now() - 31 * DAY_MS));
    expect(await list(caller)).toEqual([]);
  });

  it('forgets whoever leaves, and hears nothing of them afterwards', async () => {
    const caller = someone();
    const { userId } = caller;
    await signedIn(caller);
    await service.send(AccountDeleted({ userId, deletedAt: new Date().toISOString() }));
    const erased = async () => (await service.emitted(AccountDataErased)).filter((one) => one.userId === userId);
    await expect.poll(erased).toEqual([{ userId, service: 'session-service', erased: { sessions: 1 } }]);
    await signedIn({ ...caller, sessionId: randomUUID() }, new Date(Date.now() - 1_000));
    expect(await service.app.get(Database).query('SELECT 1 FROM sessions.user_sessions WHERE user_id = $1', [userId])).toEqual([]);
  });
});
