import { type DataOf, LanguageDetected, TextTranslated } from '@polyreel/contracts';
import { EventPublisher, Handles, InMemoryTransport, MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { detected, testDatabase, type TestDatabase, testService, type TestedService, translated } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Database, DatabaseModule } from '@polyreel/database';

let attempts = 0;
let failures = 0;

/** Writes a row and tells of it: the two belong together. */
@Handles(LanguageDetected, { emits: [TextTranslated] })
class Translate {
  constructor(private readonly database: Database) {}

  async handle({ generationId }: DataOf<typeof LanguageDetected>) {
    attempts += 1;
    await this.database.query('INSERT INTO spec.notes (id) VALUES ($1)', [generationId]);
    if (attempts <= failures) throw new Error('half way');
    return translated(generationId);
  }
}

class Notes1763650900000 {
  readonly name = 'Notes1763650900000';
  up = (runner: { query(sql: string): Promise<unknown> }) =>
    runner.query('CREATE TABLE spec.notes (id uuid PRIMARY KEY)').then(() => undefined);
  down = (runner: { query(sql: string): Promise<unknown> }) => runner.query('DROP TABLE spec.notes').then(() => undefined);
}

@Service({
  name: 'translation-service',
  imports: [MessagingModule, DatabaseModule.forSchema({ schema: 'spec', migrations: [Notes1763650900000] })],
  providers: [Translate],
})
class SpecModule {}

/** A broker that can be out of reach. */
class MoodyBroker extends InMemoryTransport {
  away = false;

  override async publish(...envelopes: Parameters<InMemoryTransport['publish']>): Promise<void> {
    if (this.away && envelopes[0][0]?.source !== 'test') throw new Error('the broker is away');
    await super.publish(...envelopes);
  }
}

describe('a service with a database', () => {
  let database: TestDatabase;
  let service: TestedService;
  let broker: MoodyBroker;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    attempts = 0;
    failures = 0;
    broker = new MoodyBroker({ unroutable: 'keep' });
    service = await testService(SpecModule, { database, broker });
    await rows('DELETE FROM spec.notes');
  });
  afterEach(() => service.stop());

  const rows = <Row>(sql: string) => service.app.get(Database).query<Row>(sql);
  const told = () => broker.published.filter(({ type, source }) => type === TextTranslated.type && source !== 'test');

  it('handles an event once however often it comes, and says what it had to say once', async () => {
    const envelope = await service.send(detected(randomUUID()));
    await broker.publish([envelope, envelope]);
    await service.emitted(TextTranslated);
    await service.stop();
    expect([attempts, told().length]).toEqual([1, 1]);
  });

  it('leaves neither row nor event of a handler that breaks off half way', async () => {
    failures = Infinity;
    await service.send(detected(randomUUID()));
    await vi.waitFor(() => expect(broker.dead).toHaveLength(1));
    expect(await rows('SELECT 1 FROM spec.notes UNION ALL SELECT 1 FROM spec.outbox')).toEqual([]);
    expect(told()).toEqual([]);
  });

  it('has both once when the next try goes through', async () => {
    failures = 1;
    const generationId = randomUUID();
    await service.send(detected(generationId));
    await service.emitted(TextTranslated);
    expect(await rows('SELECT id FROM spec.notes')).toEqual([{ id: generationId }]);
    expect([attempts, told().length]).toEqual([2, 1]);
  });

  it('keeps its events while the broker is away and tells them when it is back', async () => {
    broker.away = true;
    const generationId = randomUUID();
    await service.app.get(EventPublisher).commit(() => [translated(generationId)]);
    await vi.waitFor(async () => expect(await rows('SELECT id FROM spec.outbox')).toHaveLength(1));
    await rows(`UPDATE spec.outbox SET created_at = now() - interval '1 minute'`);
    broker.away = false;
    expect(await service.emitted(TextTranslated)).toMatchObject([{ generationId }]);
    await vi.waitFor(async () => expect(await rows('SELECT id FROM spec.outbox')).toEqual([]));
  });

  it('says what it has committed before it stops', async () => {
    await service.app.get(EventPublisher).commit(() => [translated(randomUUID())]);
    await service.stop();
    expect(told()).toHaveLength(1);
  });
});
