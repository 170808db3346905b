import { Database, DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { testDatabase, type TestDatabase, testService, type TestedService } from '@polyreel/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

@Service({ name: 'translation-service', imports: [MessagingModule, DatabaseModule.forSchema({ schema: 'spec' })] })
class SpecModule {}

describe('a transaction', () => {
  let testing: TestDatabase;
  let service: TestedService;
  let database: Database;
  beforeAll(async () => {
    testing = await testDatabase();
    service = await testService(SpecModule, { database: testing });
    database = service.app.get(Database);
  });
  afterAll(async () => {
    await service.stop();
    await testing.drop();
  });

  const number = async () => (await database.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id'))[0]!.id;
  const signal = () => {
    let give!: () => void;
    return { given: new Promise<void>((resolve) => (give = resolve)), give: () => give() };
  };

  it('is that of whoever asks inside it, also where another one ends meanwhile', async () => {
    const [both, firstEnded] = [signal(), signal()];
    const twice = async (before: Promise<void>) => {
      const first = await number();
      await before;
      return [first, await number(), database.inTransaction] as const;
    };
    const short = database.transaction(() => twice(both.given));
    const long = database.transaction(() => {
      both.give();
      return twice(firstEnded.given);
    });
    const [shortFirst, shortThen] = await short;
    firstEnded.give();
    const [longFirst, longThen, inside] = await long;
    expect([shortThen, longThen, inside]).toEqual([shortFirst, longFirst, true]);
    expect(longFirst).not.toBe(shortFirst);
  });

  it('is over for what it began and does not wait for', async () => {
    const ended = signal();
    let late!: Promise<boolean>;
    await database.transaction(() => {
      late = ended.given.then(() => database.inTransaction);
      return Promise.resolve();
    });
    await database.transaction(async () => {
      ended.give();
      expect(await late).toBe(false);
      expect(database.inTransaction).toBe(true);
    });
    expect(database.inTransaction).toBe(false);
  });
});
