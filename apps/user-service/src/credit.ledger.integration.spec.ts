import {
  type Emitted,
  GenerationCancelled,
  GenerationCompleted,
  GenerationFailed,
  GenerationOptions,
  GenerationRequested,
  type StorageReference,
} from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import type { Reckoning } from '@polyreel/http-api';
import { InMemoryTransport } from '@polyreel/messaging';
import { AppError, Identities, Neighbours, type Question } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { CreditLedger } from './credit.ledger.js';
import { ForgottenReservationsSweeper } from './forgotten-reservations.sweeper.js';
import { UserModule } from './user.module.js';

const file: StorageReference = { bucket: 'generated-content', key: 'film', contentType: 'video/mp4', bytes: 1, checksum: 'a'.repeat(64) };
const finalUrls = { video: file, thumbnail: file, contactSheet: file, images: [], captions: { vtt: file, srt: file } };

const requested = (generationId: string, userId: string) =>
  GenerationRequested({ generationId, userId, tier: 'free', inputText: 'a', options: GenerationOptions.parse({}) });
const completed = (generationId: string, userId: string, costCredits?: number, costUsd = 0) =>
  GenerationCompleted({
    generationId,
    userId,
    finalUrls,
    totalProcessingTimeMs: 1,
    qualityScores: {},
    degraded: false,
    degradedReasons: [],
    costUsd,
    costCredits,
  });
const failed = (generationId: string, userId: string) =>
  GenerationFailed({ generationId, userId, phase: 'filming', errorCode: 'x', message: 'x', failedAt: new Date().toISOString() });
const cancelled = (generationId: string, userId: string) =>
  GenerationCancelled({ generationId, userId, cancelledAt: new Date().toISOString() });

const idOf = (body: Uint8Array) => (JSON.parse(Buffer.from(body).toString()) as { id: string }).id;

describe('the ledger', () => {
  let database: TestDatabase;
  let service: TestedService;
  /** What generation-orchestrator would say of each generation; of others it is away. */
  const ends = new Map<string, Reckoning>();
  const neighbours = {
    ask: ({ path, data }: Question<z.ZodType>) => {
      const end = ends.get(path.split('/')[2]!);
      if (!end) throw new AppError('service_unavailable', 'generation-orchestrator does not answer.', 503);
      return Promise.resolve(data.parse(end));
    },
  };
  beforeAll(async () => {
    database = await testDatabase();
    const broker = new InMemoryTransport({ unroutable: 'keep', repeat: 0.3, reorder: 0.3 });
    service = await testService(UserModule, {
      broker,
      database,
      override: (builder) => builder.overrideProvider(Neighbours).useValue(neighbours),
    });
  });
  afterAll(async () => {
    await service?.stop();
    await database?.drop();
  });

  const sql = <Row>(text: string, values: unknown[] = []) => service.app.get(Database).query<Row>(text, values);
  const breaches = () => sql('SELECT * FROM users.credit_breaches');
  const reserve = async (userId: string, credits: number, generationId: string, role: 'user' | 'admin' = 'user') => {
    const headers = await service.app.get(Identities).headersFor({ userId, role, tier: 'free', by: 'test' });
    const answer = await service.app.inject({ method: 'POST', url: '/credits/reservations', headers, payload: { generationId, credits } });
    return answer.statusCode;
  };
  const entriesOf = (generationId: string) =>
    sql<{ kind: string; credits: number; amount: number }>(
      'SELECT kind, credits, amount FROM users.credit_entries WHERE cause = $1 ORDER BY id',
      [generationId],
    );
  const sent: string[] = [];
  /** Comes twice, as everything may that a broker carries. */
  const tell = async (fact: Emitted) => {
    const envelope = await service.send(fact);
    sent.push(envelope.id);
    await service.broker.publish([envelope]);
  };
  /** Each of these events has one listener: it has heard all of them, or given up. */
  const quiet = () =>
    expect
      .poll(async () => {
        const heard = await sql<{ event_id: string }>('SELECT event_id FROM users.inbox WHERE event_id = ANY($1)', [sent]);
        const known = new Set([...heard.map(({ event_id }) => event_id), ...service.broker.dead.map(({ body }) => idOf(body))]);
        return sent.filter((id) => !known.has(id));
      })
      .toEqual([]);
  /** Every connection that the service has breaks, whatever it was in the middle of. */
  const cut = async () => {
    const client = new Client({ connectionString: database.config.DATABASE_URL });
    await client.connect();
    await client.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'polyreel users' AND datname = current_database()`,
    );
    await client.end();
  };
  const due = () => sql(`UPDATE users.open_reservations SET look_at = now() RETURNING 1`);

  it('settles what a film cost and gives the rest back', async () => {
    const [user, id] = [randomUUID(), randomUUID()];
    await reserve(user, 10, id);
    await service.send(completed(id, user, 4));
    await expect
      .poll(() => entriesOf(id))
      .toEqual([
        { kind: 'reserve', credits: 10, amount: -10 },
        { kind: 'settle', credits: 4, amount: 0 },
        { kind: 'release', credits: 6, amount: 6 },
      ]);
    expect(await service.app.get(CreditLedger).read(user)).toEqual({ balance: 96, reserved: 0 });
  });

  it('never settles more than was set aside: what a film costs beyond its estimate is not its owner’s', async () => {
    const [user, id] = [randomUUID(), randomUUID()];
    await reserve(user, 10, id);
    await service.send(completed(id, user, 11_000));
    await expect
      .poll(async () => (await entriesOf(id)).map(({ kind, credits }) => [kind, credits]))
      .toEqual([
        ['reserve', 10],
        ['settle', 10],
        ['release', 0],
      ]);
  });

  it('takes dollars for cents where an older orchestrator does not tell credits', async () => {
    const [user, id] = [randomUUID(), randomUUID()];
    await reserve(user, 10, id);
    await service.send(completed(id, user, undefined, 0.031));
    await expect.poll(() => entriesOf(id)).toMatchObject([{ credits: 10 }, { kind: 'settle', credits: 4 }, { credits: 6 }]);
  });

  it.each([
    ['failed', failed],
    ['was cancelled', cancelled],
  ])('gives everything back where the generation %s', async (_, end) => {
    const [user, id] = [randomUUID(), randomUUID()];
    await reserve(user, 10, id);
    await service.send(end(id, user));
    await expect.poll(() => entriesOf(id)).toMatchObject([{ kind: 'reserve' }, { kind: 'release', credits: 10, amount: 10 }]);
  });

  it('ends a reservation of which nobody spoke again as generation-orchestrator says, and waits while it is away', async () => {
    const user = randomUUID();
    const [lost, done, running, unknown] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    for (const id of [lost, done, running, unknown]) await reserve(user, 10, id);
    ends.set(lost, { status: 'never_accepted' }).set(done, { status: 'completed', costCredits: 3 }).set(running, { status: 'running' });
    const sweeper = service.app.get(ForgottenReservationsSweeper);
    await sweeper.sweep();
    expect(await entriesOf(lost)).toHaveLength(1);
    await due();
    await expect(sweeper.sweep()).rejects.toThrow('does not answer');
    await sweeper.sweep();
    expect(await entriesOf(lost)).toMatchObject([{ kind: 'reserve' }, { kind: 'release', credits: 10 }]);
    expect(await entriesOf(done)).toMatchObject([{ kind: 'reserve' }, { kind: 'settle', credits: 3 }, { kind: 'release', credits: 7 }]);
    expect(await entriesOf(running)).toHaveLength(1);
    expect(await entriesOf(unknown)).toHaveLength(1);
    expect(await breaches()).toEqual([]);
  });

  it('ends the reservation of a film that its owner deleted, though its end was never heard, and charges nothing when it is heard after all', async () => {
    const user = randomUUID();
    const [made, stopped] = [randomUUID(), randomUUID()];
    for (const id of [made, stopped]) {
      await reserve(user, 10, id);
      await service.send(requested(id, user));
      await expect.poll(() => sql('SELECT 1 FROM users.open_reservations WHERE generation_id = $1 AND confirmed', [id])).toHaveLength(1);
    }
    ends.set(made, { status: 'completed', costCredits: 4 }).set(stopped, { status: 'cancelled' });
    await sql(`UPDATE users.open_reservations SET look_at = now() WHERE user_id = $1`, [user]);
    await service.app.get(ForgottenReservationsSweeper).sweep();
    const ended = {
      made: [{ kind: 'reserve' }, { kind: 'settle', credits: 4 }, { kind: 'release', credits: 6 }],
      stopped: [{ kind: 'reserve' }, { kind: 'release', credits: 10 }],
    };
    expect(await entriesOf(made)).toMatchObject(ended.made);
    expect(await entriesOf(stopped)).toMatchObject(ended.stopped);
    for (const id of [made, stopped]) await tell(completed(id, user, 9));
    await quiet();
    expect(await entriesOf(made)).toMatchObject(ended.made);
    expect(await entriesOf(stopped)).toMatchObject(ended.stopped);
    expect(await breaches()).toEqual([]);
  });

  it('is not reserved again once it was given back', async () => {
    const [user, id] = [randomUUID(), randomUUID()];
    await reserve(user, 10, id);
    await service.send(failed(id, user));
    await expect.poll(() => entriesOf(id)).toHaveLength(2);
    expect(await reserve(user, 10, id)).toBe(409);
  });

  describe('in the database itself', () => {
    const [user, id] = [randomUUID(), randomUUID()];
    const insert = (kind: string, credits: number, cause: string = id) =>
      sql(`INSERT INTO users.credit_entries (user_id, kind, credits, cause, month) VALUES ($1, $2, $3, $4, '2026-01')`, [
        user,
        kind,
        credits,
        cause,
      ]);
    beforeAll(() => reserve(user, 10, id));

    it.each([
      ['an entry is changed', () => sql('UPDATE users.credit_entries SET credits = 1')],
      ['an entry is deleted', () => sql('DELETE FROM users.credit_entries')],
      ['all are', () => sql('TRUNCATE users.credit_entries CASCADE')],
      ['a balance is written past the entries', () => sql('UPDATE users.credit_accounts SET balance = 1000000 WHERE user_id = $1', [user])],
      ['an account begins with credits', () => sql(`INSERT INTO users.credit_accounts (user_id, balance) VALUES ('rich', 1)`)],
      ['an account is deleted', () => sql('DELETE FROM users.credit_accounts')],
      ['a generation is reserved for twice', () => insert('reserve', 1)],
      ['more is settled than was reserved', () => insert('settle', 11)],
      ['something is settled that was not reserved', () => insert('settle', 1, randomUUID())],
      ['something is released that was not reserved', () => insert('release', 1, randomUUID())],
      ['there are fewer credits than none', () => insert('take', 91, 'audit:0')],
      ['credits are below nothing', () => insert('grant', -1, 'audit:1')],
    ])('nothing is changed where %s', async (_, deed) => {
      const before = await sql('SELECT * FROM users.credit_entries ORDER BY id');
      await expect(deed()).rejects.toThrow();
      expect(await sql('SELECT * FROM users.credit_entries ORDER BY id')).toEqual(before);
      expect(await breaches()).toEqual([]);
    });

    it('a breach is found, were there one', async () => {
      const found = await sql<{ breach: string }>(
        `WITH gone AS (DELETE FROM users.open_reservations WHERE generation_id = $1 RETURNING 1) SELECT count(*) FROM gone`,
        [id],
      ).then(() => sql<{ breach: string }>('SELECT breach FROM users.credit_breaches'));
      expect(found).toEqual([{ breach: 'neither open nor ended' }]);
      await sql(
        `INSERT INTO users.open_reservations (generation_id, user_id, credits, month) SELECT cause::uuid, user_id, credits, month FROM users.credit_entries WHERE cause = $1`,
        [id],
      );
      expect(await breaches()).toEqual([]);
    });
  });

  describe('whatever happens, in whatever order and however often', () => {
    type Step =
      | { do: 'reserve'; who: number; film: number; credits: number }
      | { do: 'tell'; film: number; what: 'requested' | 'completed' | 'failed' | 'cancelled'; cost: number }
      // By its owner, once it has ended; whether the end is ever heard of is another matter.
      | { do: 'delete'; film: number; cost: number | null }
      | { do: 'sweep' | 'lose the broker' | 'cut the database off' };
    const patternOf = (at: number): Reckoning =>
      at % 3 === 0 ? { status: 'never_accepted' } : at % 3 === 1 ? { status: 'running' } : { status: 'completed', costCredits: at };
    const PEOPLE = 3;
    const FILMS = 8;
    const film = fc.nat(FILMS - 1);
    const step: fc.Arbitrary<Step> = fc.oneof(
      { weight: 5, arbitrary: fc.record({ do: fc.constant('reserve' as const), who: fc.nat(PEOPLE - 1), film, credits: fc.nat(70) }) },
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constant('tell' as const),
          film,
          what: fc.constantFrom('requested' as const, 'completed' as const, 'failed' as const, 'cancelled' as const),
          cost: fc.nat(90),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ do: fc.constant('delete' as const), film, cost: fc.option(fc.nat(90)) }),
      },
      { weight: 2, arbitrary: fc.constant({ do: 'sweep' as const }) },
      { weight: 1, arbitrary: fc.constant({ do: 'lose the broker' as const }) },
      { weight: 1, arbitrary: fc.constant({ do: 'cut the database off' as const }) },
    );

    it('reserved is settled plus released, nothing is below nothing, and every film is paid for at most once', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { maxLength: 6 }), { maxLength: 8 }), async (rounds) => {
          const people = Array.from({ length: PEOPLE }, () => randomUUID());
          const films = Array.from({ length: FILMS }, () => randomUUID());
          const takes = new Map<number, number>();
          const deleted = new Map<number, Reckoning>();
          const sweep = async () => {
            for (const [at, id] of films.entries()) ends.set(id, deleted.get(at) ?? patternOf(at));
            await sql(`UPDATE users.open_reservations SET look_at = now() WHERE generation_id = ANY($1) RETURNING 1`, [films]);
            await service.app.get(ForgottenReservationsSweeper).sweep();
          };
          const act = async (one: Step): Promise<void> => {
            if (one.do === 'reserve') {
              const status = await reserve(people[one.who]!, one.credits, films[one.film]!);
              expect([200, 402, 409, 500, 503]).toContain(status);
              if (status === 200) takes.set(one.film, one.who);
            } else if (one.do === 'tell') {
              const told = { requested, completed, failed, cancelled }[one.what];
              const fact: Emitted = told(films[one.film]!, people[takes.get(one.film) ?? 0]!, one.cost);
              await tell(fact);
            } else if (one.do === 'lose the broker') {
              service.broker.loseConnection();
              service.broker.restoreConnection();
            } else if (one.do === 'cut the database off') {
              await cut();
            } else if (one.do === 'delete') {
              // How it ended is noted once, with the deletion.
              if (!deleted.has(one.film))
                deleted.set(one.film, one.cost === null ? { status: 'cancelled' } : { status: 'completed', costCredits: one.cost });
            } else {
              await sweep().catch(() => undefined);
            }
          };
          // What stands in one round happens at once.
          for (const round of rounds) await Promise.all(round.map(act));
          await quiet();
          expect(await breaches()).toEqual([]);
          // Where nobody speaks of a film any more, its reservation is still there to be ended.
          for (const [at, id] of films.entries()) if (!deleted.has(at)) await tell(cancelled(id, people[0]!));
          await quiet();
          // Of deleted films nobody need ever speak again.
          await sweep();
          expect(await breaches()).toEqual([]);
          const [after] = await sql<{ open: number; reserved: number; below: number }>(
            `SELECT (SELECT count(*)::integer FROM users.open_reservations WHERE user_id = ANY($1)) AS open,
               coalesce(sum(reserved), 0)::integer AS reserved, (count(*) FILTER (WHERE balance < 0))::integer AS below
             FROM users.credit_accounts WHERE user_id = ANY($1)`,
            [people],
          );
          expect(after).toEqual({ open: 0, reserved: 0, below: 0 });
        }),
        { numRuns: 60 },
      );
    });
  });
});
