import { AccountDataErased, AccountDeleted, GenerationCancelled, GenerationRequested } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { AppError, type Caller, Identities, Neighbours, type Question } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { GenerationOrchestratorModule } from './generation-orchestrator.module.js';

const KEY = 'x-polyreel-idempotency-key';
const person = (): Caller => ({ userId: randomUUID(), role: 'user', tier: 'pro' });
type Asked = { generationId: string; credits: number };
interface Answer {
  status: number;
  data: Record<string, unknown> & { generationId: string };
  error: { code: string };
}

describe('taking a generation in', () => {
  let database: TestDatabase;
  let service: TestedService;
  /** What user-service was asked for, by whom, and what it says. */
  let reserved: (Asked & { userId: string })[] = [];
  let says: (asked: Asked) => Promise<unknown>;
  const neighbours = {
    ask: ({ path, body, caller, data }: Question<z.ZodType>) => {
      expect(path).toBe('/credits/reservations');
      const asked = body as Asked;
      reserved.push({ ...asked, userId: caller!.userId });
      return says(asked).then((said) => data.parse(said));
    },
  };
  const granting = (asked: Asked) => {
    const former = reserved.find(({ generationId, credits }) => generationId === asked.generationId && credits !== asked.credits);
    if (former) return Promise.reject(new AppError('reservation_differs', 'otherwise', 409));
    return Promise.resolve({ ...asked, balance: 50 });
  };
  beforeAll(async () => {
    database = await testDatabase();
    service = await testService(GenerationOrchestratorModule, {
      database,
      override: (builder) => builder.overrideProvider(Neighbours).useValue(neighbours),
    });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
  });
  beforeEach(() => {
    reserved = [];
    says = granting;
  });

  const ask = async (caller: Caller, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, key?: string): Promise<Answer> => {
    const headers = { ...(await service.app.get(Identities).headersFor(caller)), ...(key === undefined ? {} : { [KEY]: key }) };
    const response = await service.app.inject({ method, url, headers, payload });
    return { ...response.json<Answer>(), status: response.statusCode };
  };
  const film = (caller: Caller, key?: string, more: object = {}) =>
    ask(caller, 'POST', '/generations', { prompt: 'A dog runs.', durationSeconds: 25, ...more }, key);
  const rowsOf = (userId: string) =>
    service.app.get(Database).query<{ id: string }>('SELECT id FROM generation.generations WHERE user_id = $1', [userId]);
  const requestedBy = (userId: string) =>
    service.broker.published.filter(
      ({ type, data }) => type === GenerationRequested.type && (data as { userId: string }).userId === userId,
    );
  const reckon = (id: string, caller: Caller = { userId: 'mesh', role: 'admin', tier: 'enterprise', by: 'user-service' }) =>
    ask(caller, 'POST', `/generations/${id}/reckoning`);

  describe('and its credits', () => {
    it('sets aside what it may cost, in the name of whoever asks, and says so', async () => {
      const ada = person();
      const { data, status } = await film(ada);
      expect(status).toBe(202);
      expect(data).toMatchObject({ estimatedCredits: 3, estimatedCostUsd: 0.03, queuePosition: expect.any(Number) as number });
      expect(reserved).toEqual([{ generationId: data.generationId, credits: 3, userId: ada.userId }]);
      expect((await ask(ada, 'GET', `/generations/${data.generationId}`)).data).toMatchObject({ estimatedCredits: 3, costCredits: null });
    });

    it.each([
      ['there are too few credits', new AppError('credits_insufficient', 'x', 402), 402],
      ['a budget is used up', new AppError('budget_exhausted', 'x', 402), 402],
      ['user-service is away', new AppError('service_unavailable', 'x', 503), 503],
    ])('keeps nothing where %s', async (_, refusal, status) => {
      const ada = person();
      says = () => Promise.reject(refusal);
      expect(await film(ada)).toMatchObject({ status, error: { code: refusal.code } });
      expect(await film(ada, 'key')).toMatchObject({ status, error: { code: refusal.code } });
      expect(await rowsOf(ada.userId)).toEqual([]);
      expect(requestedBy(ada.userId)).toEqual([]);
      says = granting;
      expect(await film(ada, 'key')).toMatchObject({ status: 202 });
    });

    it('asks for none where nothing is to be made', async () => {
      const plan = { prompt: 'A dog runs.', dryRun: true };
      expect(await ask(person(), 'POST', '/generations', plan)).toMatchObject({ status: 202, data: { estimatedCredits: 1 } });
      expect(await ask(person(), 'POST', '/generations', { prompt: '' })).toMatchObject({ status: 400 });
      expect(reserved).toEqual([]);
    });
  });

  describe('under a key', () => {
    it('happens once, and asking again gives the first answer', async () => {
      const ada = person();
      const first = await film(ada, 'order-1');
      await film(person());
      expect(await film(ada, 'order-1')).toMatchObject({ status: 202, data: first.data });
      expect(reserved.filter(({ userId }) => userId === ada.userId)).toHaveLength(1);
      expect(await rowsOf(ada.userId)).toHaveLength(1);
      expect(requestedBy(ada.userId)).toHaveLength(1);
    });

    it('happens once where it is asked for many times at once', async () => {
      const ada = person();
      const answers = await Promise.all(Array.from({ length: 6 }, () => film(ada, 'order-1')));
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202]);
      expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
      expect(await rowsOf(ada.userId)).toHaveLength(1);
      expect(requestedBy(ada.userId)).toHaveLength(1);
    });

    it('is refused for another body, at once and also at the same moment', async () => {
      const ada = person();
      await film(ada, 'order-1');
      for (const more of [{ prompt: 'A cat runs.' }, { durationSeconds: 26 }, { seed: 1 }, { language: 'en' }])
        expect(await film(ada, 'order-1', more)).toMatchObject({ status: 422, error: { code: 'idempotency_key_reused' } });
      const both = await Promise.all([film(ada, 'order-2', { durationSeconds: 1 }), film(ada, 'order-2', { durationSeconds: 60 })]);
      expect(both.map(({ status }) => status).sort()).toEqual([202, 422]);
      expect(await rowsOf(ada.userId)).toHaveLength(2);
    });

    it('costs what the body says that was accepted, whoever asked first for credits', async () => {
      const ada = person();
      says = (asked) => (asked.credits === 1 ? Promise.reject(new AppError('service_unavailable', 'slow', 503)) : granting(asked));
      await film(ada, 'order-1', { durationSeconds: 1 });
      says = granting;
      expect(await film(ada, 'order-1', { durationSeconds: 60 })).toMatchObject({ status: 422 });
      expect(await rowsOf(ada.userId)).toEqual([]);
    });

    it('is one’s own: the same key of another person is another generation', async () => {
      const [first, second] = [await film(person(), 'order-1'), await film(person(), 'order-1')];
      expect(first.data.generationId).not.toBe(second.data.generationId);
    });

    it('does not make again what was deleted', async () => {
      const ada = person();
      const { data } = await film(ada, 'order-1');
      await ask(ada, 'DELETE', `/generations/${data.generationId}`);
      expect(await film(ada, 'order-1')).toMatchObject({ status: 202, data: { generationId: data.generationId } });
      expect(await rowsOf(ada.userId)).toEqual([]);
    });

    it.each([
      ['empty', ''],
      ['too long', 'x'.repeat(201)],
      ['not ASCII', 'Schlüssel'],
    ])('is refused where the key is %s', async (_, key) => {
      expect(await film(person(), key)).toMatchObject({ status: 400, error: { code: 'idempotency_key_invalid' } });
    });
  });

  describe('and its reckoning', () => {
    it('is for services only', async () => {
      const ada = person();
      const { data } = await film(ada);
      expect(await reckon(data.generationId, ada)).toMatchObject({ status: 403 });
      expect(await reckon(data.generationId, { userId: 'local', role: 'admin', tier: 'pro' })).toMatchObject({ status: 403 });
    });

    it('says how it stands', async () => {
      const ada = person();
      const { data } = await film(ada);
      expect(await reckon(data.generationId)).toMatchObject({ data: { status: 'running' } });
      await ask(ada, 'POST', `/generations/${data.generationId}/cancel`);
      expect(await reckon(data.generationId)).toMatchObject({ data: { status: 'cancelled' } });
      await ask(ada, 'DELETE', `/generations/${data.generationId}`);
      expect(await reckon(data.generationId)).toMatchObject({ data: { status: 'cancelled' } });
    });

    it('says of a film that its owner has deleted what it cost, as long as anybody asks', async () => {
      const ada = person();
      const { data } = await film(ada);
      const id = data.generationId;
      await service.app
        .get(Database)
        .query(
          `UPDATE generation.processes SET step = 'completed', deadline_at = NULL, state = state || '{"costCredits": 2}'::jsonb WHERE id = $1`,
          [id],
        );
      expect(await reckon(id)).toMatchObject({ data: { status: 'completed', costCredits: 2 } });
      expect(await ask(ada, 'DELETE', `/generations/${id}`)).toMatchObject({ status: 200 });
      for (let asked = 0; asked < 2; asked++) expect(await reckon(id)).toMatchObject({ data: { status: 'completed', costCredits: 2 } });
    });

    it('says of one that was deleted while it ran that it was cancelled', async () => {
      const ada = person();
      const { data } = await film(ada);
      expect(await ask(ada, 'DELETE', `/generations/${data.generationId}`)).toMatchObject({ status: 200 });
      expect(await reckon(data.generationId)).toMatchObject({ data: { status: 'cancelled' } });
    });

    it('refuses for good what was never accepted: who was about to, may not any more', async () => {
      const ada = person();
      let refused: Answer | undefined;
      says = async (asked) => {
        refused = await reckon(asked.generationId);
        return { ...asked, balance: 1 };
      };
      expect(await film(ada, 'order-1')).toMatchObject({ status: 409, error: { code: 'idempotency_key_expired' } });
      expect(await film(ada)).toMatchObject({ status: 409, error: { code: 'id_taken' } });
      expect(refused).toMatchObject({ data: { status: 'never_accepted' } });
      expect(await rowsOf(ada.userId)).toEqual([]);
      expect(requestedBy(ada.userId)).toEqual([]);
    });
  });

  describe('again', () => {
    it('makes what was cancelled anew, with its words and its seed, under an id of its own', async () => {
      const ada = person();
      const { data } = await film(ada, undefined, { language: 'en', seed: 77, style: 'ink' });
      expect(await ask(ada, 'POST', `/generations/${data.generationId}/retry`)).toMatchObject({
        status: 409,
        error: { code: 'generation_not_retryable' },
      });
      await ask(ada, 'POST', `/generations/${data.generationId}/cancel`);
      const again = await ask(ada, 'POST', `/generations/${data.generationId}/retry`, undefined, 'again');
      expect(again).toMatchObject({ status: 202, data: { status: 'pending', estimatedCredits: 3 } });
      expect(again.data.generationId).not.toBe(data.generationId);
      expect(await ask(ada, 'POST', `/generations/${data.generationId}/retry`, undefined, 'again')).toMatchObject({ data: again.data });
      expect((await ask(ada, 'GET', `/generations/${again.data.generationId}`)).data).toMatchObject({ retryOf: data.generationId });
      await expect.poll(() => requestedBy(ada.userId)).toHaveLength(2);
      expect(requestedBy(ada.userId)[1]!.data).toMatchObject({
        inputText: 'A dog runs.',
        language: 'en',
        options: { seed: 77, style: 'ink', durationSeconds: 25 },
      });
    });

    it('is nothing for a stranger', async () => {
      const ada = person();
      const { data } = await film(ada);
      await ask(ada, 'POST', `/generations/${data.generationId}/cancel`);
      expect(await ask(person(), 'POST', `/generations/${data.generationId}/retry`)).toMatchObject({ status: 404 });
    });
  });

  describe('and what its owner thinks of it', () => {
    it('is kept once, the last opinion standing in for the first', async () => {
      const ada = person();
      const { data } = await film(ada);
      const url = `/generations/${data.generationId}/feedback`;
      await ask(ada, 'POST', url, { rating: 2, comments: 'Too dark.\r\nAnd too short.', satisfactionScore: 30 });
      expect((await ask(ada, 'GET', `/generations/${data.generationId}`)).data).toMatchObject({
        feedback: { rating: 2, comments: 'Too dark.\nAnd too short.', satisfactionScore: 30 },
      });
      await ask(ada, 'POST', url, { rating: 5 });
      expect((await ask(ada, 'GET', `/generations/${data.generationId}`)).data).toMatchObject({
        feedback: { rating: 5, comments: null, satisfactionScore: null },
      });
      await ask(ada, 'DELETE', `/generations/${data.generationId}`);
      const left = await service.app.get(Database).query('SELECT 1 FROM generation.feedback WHERE user_id = $1', [ada.userId]);
      expect(left).toEqual([]);
    });

    it('is nobody else’s to give', async () => {
      const { data } = await film(person());
      expect(await ask(person(), 'POST', `/generations/${data.generationId}/feedback`, { rating: 1 })).toMatchObject({ status: 404 });
    });

    it.each([
      ['a rating of none', { rating: 0 }, 'rating_invalid'],
      ['a rating of six', { rating: 6 }, 'rating_invalid'],
      ['half a rating', { rating: 4.5 }, 'rating_invalid'],
      ['a novel', { rating: 5, comments: 'x'.repeat(2001) }, 'comments_invalid'],
      ['an escape sequence', { rating: 5, comments: 'fine\u001b[2J' }, 'comments_invalid'],
      ['text that is turned around', { rating: 5, comments: 'fine\u202eenif' }, 'comments_invalid'],
      ['more satisfied than all', { rating: 5, satisfactionScore: 101 }, 'satisfaction_score_invalid'],
      ['less than not at all', { rating: 5, satisfactionScore: -1 }, 'satisfaction_score_invalid'],
      ['in another’s name', { rating: 5, userId: 'eve' }, 'request_invalid'],
    ])('is not %s', async (_, opinion, code) => {
      const ada = person();
      const { data } = await film(ada);
      expect(await ask(ada, 'POST', `/generations/${data.generationId}/feedback`, opinion)).toMatchObject({ status: 400, error: { code } });
    });
  });

  describe('of a person who then leaves', () => {
    const erasedOf = (userId: string) =>
      service.broker.published.filter(
        ({ type, data }) => type === AccountDataErased.type && (data as { userId: string }).userId === userId,
      );

    it('stops what runs, each run by an event of its own, and leaves no row; others keep theirs', async () => {
      const [ada, eve] = [person(), person()];
      const [running, ended] = [await film(ada, 'key'), await film(ada)];
      await film(eve);
      await ask(ada, 'POST', `/generations/${ended.data.generationId}/cancel`);
      await ask(ada, 'POST', `/generations/${running.data.generationId}/feedback`, { rating: 1 });
      await service.send(AccountDeleted({ userId: ada.userId, deletedAt: new Date().toISOString() }));
      await expect
        .poll(() => erasedOf(ada.userId))
        .toMatchObject([{ data: { service: 'generation-orchestrator', erased: { generations: 2, feedback: 1, claims: 2 } } }]);
      const cancelled = service.broker.published.filter(
        ({ type, data }) => type === GenerationCancelled.type && (data as { userId: string }).userId === ada.userId,
      );
      expect(cancelled.map(({ correlationid }) => correlationid).sort()).toEqual(
        [running.data.generationId, ended.data.generationId].sort(),
      );
      for (const table of ['generations', 'feedback', 'claims', 'processes'])
        expect(await service.app.get(Database).query(`SELECT 1 FROM generation.${table} WHERE user_id = $1`, [ada.userId])).toEqual([]);
      expect(await rowsOf(eve.userId)).toHaveLength(1);
    });

    it('takes nothing more in from them', async () => {
      const ada = person();
      await service.send(AccountDeleted({ userId: ada.userId, deletedAt: new Date().toISOString() }));
      await expect.poll(() => erasedOf(ada.userId)).toHaveLength(1);
      expect(await film(ada)).toMatchObject({ status: 409, error: { code: 'id_taken' } });
      expect(await rowsOf(ada.userId)).toEqual([]);
    });

    it('shows services what is kept of somebody, page by page, and nobody else', async () => {
      const ada = person();
      for (let made = 0; made < 21; made++) await film(ada);
      const kept = (caller: Caller, cursor = '') => ask(caller, 'GET', `/kept/generations${cursor}`);
      expect(await kept(ada)).toMatchObject({ status: 403 });
      const first = (await kept({ ...ada, by: 'user-service' })).data as unknown as { items: object[]; nextCursor: string };
      expect(first.items).toHaveLength(20);
      expect(first.items[0]).toMatchObject({ prompt: 'A dog runs.', feedback: null });
      const second = await kept({ ...ada, by: 'user-service' }, `?cursor=${first.nextCursor}`);
      expect(second.data).toMatchObject({ items: [{ prompt: 'A dog runs.' }], nextCursor: null });
    });
  });
});
