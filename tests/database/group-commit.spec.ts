import { TextTranslated } from '@polyreel/contracts';
import { Database, DatabaseModule, GroupCommit, type Ticket } from '@polyreel/database';
import { envelopesOf, MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService, translated } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import { Counts1763650900000 } from '../fixtures/counts.migration.js';

@Service({
  name: 'translation-service',
  imports: [MessagingModule, DatabaseModule.forSchema({ schema: 'spec', migrations: [Counts1763650900000] })],
})
class SpecModule {}

const COUNT = `INSERT INTO spec.counts SELECT id, 1 FROM jsonb_to_recordset($1::jsonb) AS row (id uuid) ON CONFLICT DO NOTHING RETURNING 1`;

/** A settlement that notes an id that must be new, says so, and has heard something. */
const noting = (id: string, eventId: string = randomUUID(), told?: (held: boolean) => void): Ticket => ({
  settlement: { envelopes: envelopesOf([translated(id)], 'spec'), writes: [{ text: COUNT, row: JSON.stringify({ id }), told }] },
  heard: [{ consumer: 'spec.count', eventId }],
});

describe('settlements that come at the same time', () => {
  let testing: TestDatabase;
  let service: TestedService;
  let database: Database;
  let group: GroupCommit;
  let statements: MockInstance;
  beforeAll(async () => {
    testing = await testDatabase();
  });
  afterAll(() => testing.drop());
  beforeEach(async () => {
    service = await testService(SpecModule, { database: testing });
    database = service.app.get(Database);
    group = new GroupCommit(database);
    statements = vi.spyOn(database, 'statement');
  });
  afterEach(() => service.stop());

  const noted = async (ids: readonly string[]) => {
    const rows = await database.query<{ id: string }>('SELECT id FROM spec.counts WHERE id = ANY($1)', [ids]);
    return rows.map(({ id }) => id).sort();
  };
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID());

  it('are written by one statement while another is under way, and each gets its own events back', async () => {
    const runs = ids(20);
    const rows = await Promise.all(runs.map((id) => group.commit(noting(id))));
    expect(statements).toHaveBeenCalledTimes(2);
    expect(await noted(runs)).toEqual([...runs].sort());
    expect(rows.map((own) => own!.map(({ envelope }) => envelope.subject))).toEqual(runs.map((id) => [id]));
    for (const [row] of rows.map((own) => own!)) {
      const [stored] = await database.query<{ type: string; subject: string }>(
        `SELECT envelope->>'type' AS type, envelope->>'subject' AS subject FROM spec.outbox WHERE id = $1`,
        [row!.id],
      );
      expect(stored).toEqual({ type: TextTranslated.type, subject: row!.envelope.subject });
    }
  });

  it('do not pay for one that no longer holds, nor for one that cannot be written', async () => {
    const [taken, fresh, other, first] = ids(4) as [string, string, string, string];
    await group.commit(noting(taken));
    const told: string[] = [];
    const telling = (id: string) => (held: boolean) => void told.push(`${id} ${held}`);
    const broken: Ticket = { settlement: { envelopes: [], writes: [{ text: COUNT, row: '{"id":"no uuid"}' }] } };
    const outcomes = await Promise.allSettled([
      group.commit(noting(first)),
      group.commit(noting(taken, randomUUID(), telling(taken))),
      group.commit(noting(fresh, randomUUID(), telling(fresh))),
      group.commit(broken),
      group.commit(noting(other, randomUUID(), telling(other))),
    ]);
    expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value?.length : outcome.status))).toEqual([
      1,
      undefined,
      1,
      'rejected',
      1,
    ]);
    expect(told.sort()).toEqual([`${taken} false`, `${fresh} true`, `${other} true`].sort());
    expect(await noted([fresh, other])).toHaveLength(2);
  });

  it('are written once where two of them heard the same event', async () => {
    const [a, b, c] = ids(3) as [string, string, string];
    const eventId = randomUUID();
    const rows = await Promise.all([group.commit(noting(a)), group.commit(noting(b, eventId)), group.commit(noting(c, eventId))]);
    expect(rows.filter((own) => own !== undefined)).toHaveLength(2);
    expect(await noted([a, b, c])).toHaveLength(2);
  });
});
