import { type DataOf, LanguageDetected, TextTranslated } from '@polyreel/contracts';
import { Database, DatabaseModule } from '@polyreel/database';
import { Decided, describeHandler, InMemoryTransport, MessagingModule, UNDECIDED } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { detected, testDatabase, type TestDatabase, testService, type TestedService, translated } from '@polyreel/testing';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Counts1763650900000 } from '../fixtures/counts.migration.js';

const asked: { id: string; certain: boolean }[] = [];
let undecided = false;

/** Counts how often a text was detected: reads a row, and writes it only if nobody has in between. */
@Injectable()
class Count {
  /** Acts between what a handler reads and what it writes, as another instance may. */
  meanwhile?: () => Promise<unknown>;

  constructor(private readonly database: Database) {}

  async handle({ generationId: id }: DataOf<typeof LanguageDetected>) {
    const certain = this.database.inTransaction;
    asked.push({ id, certain });
    if (undecided && !certain) return UNDECIDED;
    const [row] = await this.database.query<{ times: number }>(
      `SELECT times FROM spec.counts WHERE id = $1${certain ? ' FOR UPDATE' : ''}`,
      [id],
    );
    await this.meanwhile?.();
    const write = row
      ? { text: 'UPDATE spec.counts SET times = times + 1 WHERE id = $1 AND times = $2 RETURNING 1', values: [id, row.times] }
      : { text: 'INSERT INTO spec.counts VALUES ($1, 1) ON CONFLICT DO NOTHING RETURNING 1', values: [id] };
    return new Decided([translated(id)], [write]);
  }
}
describeHandler(Count, { contracts: [LanguageDetected], emits: [TextTranslated], concurrency: 4, decides: true });

@Service({
  name: 'translation-service',
  imports: [MessagingModule, DatabaseModule.forSchema({ schema: 'spec', migrations: [Counts1763650900000] })],
  providers: [Count],
})
class SpecModule {}

describe('a handler that decides without a transaction', () => {
  let database: TestDatabase;
  let service: TestedService;
  let broker: InMemoryTransport;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    undecided = false;
    asked.length = 0;
    broker = new InMemoryTransport({ unroutable: 'keep' });
    service = await testService(SpecModule, { database, broker });
  });
  afterEach(() => service.stop());

  const counts = async (id: string) =>
    (await service.app.get(Database).query<{ times: number }>('SELECT times FROM spec.counts WHERE id = $1', [id]))[0]?.times;
  const left = () => service.app.get(Database).query('SELECT id FROM spec.outbox');

  it('has its row, its event and its inbox written by one statement', async () => {
    const id = randomUUID();
    await service.send(detected(id));
    await service.emitted(TextTranslated);
    expect([await counts(id), asked]).toEqual([1, [{ id, certain: false }]]);
  });

  it('changes nothing the second time that it hears an event', async () => {
    const id = randomUUID();
    const cause = await service.send(detected(id));
    await broker.publish([cause, cause]);
    await service.emitted(TextTranslated);
    await service.stop();
    expect(broker.published.filter(({ source }) => source !== 'test')).toHaveLength(1);
  });

  it('is asked again under lock where somebody wrote in between, and loses neither write', async () => {
    const id = randomUUID();
    const handler = service.app.get(Count);
    await service.send(detected(id));
    await service.emitted(TextTranslated);
    handler.meanwhile = async () => {
      handler.meanwhile = undefined;
      await service.app.get(Database).source.query('UPDATE spec.counts SET times = times + 1 WHERE id = $1', [id]);
    };
    await service.send(detected(id));
    await service.emitted(TextTranslated, 2);
    expect(await counts(id)).toBe(3);
    expect(asked.map(({ certain }) => certain)).toEqual([false, false, true]);
  });

  it('is asked again under lock where it cannot tell otherwise', async () => {
    undecided = true;
    const id = randomUUID();
    await service.send(detected(id));
    await service.emitted(TextTranslated);
    expect(asked.map(({ certain }) => certain)).toEqual([false, true]);
    expect(await counts(id)).toBe(1);
  });

  it('leaves no event in the outbox once it has gone out', async () => {
    await service.send(detected(randomUUID()));
    await service.emitted(TextTranslated);
    await service.stop();
    service = await testService(SpecModule, { database });
    expect(await left()).toEqual([]);
  });
});
