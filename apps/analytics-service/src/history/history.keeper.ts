import { Database } from '@polyreel/database';
import { type HistoryKeeper, KeepsHistory, type Overheard } from '@polyreel/messaging';
import { SearchEntries } from '../search/search.entries.js';
import { Batch } from './event.batch.js';
import { type EventRecord, recordOf } from './event.record.js';
import { ERASING } from './history.erasure.js';

const WRITTEN_AT_ONCE = 200;
/** SQLSTATE class 22: a value that PostgreSQL will not take, now or ever. */
const NO_VALUE = /^22/;

/**
 * Writes down everything that is said in the mesh, many events in one statement. An event that comes twice is one row. Of an erased person, generation or recording no
 * more than the fact that something happened is kept, whenever it comes.
 */
@KeepsHistory()
export class KeepHistory implements HistoryKeeper {
  private readonly batch = new Batch<EventRecord>(WRITTEN_AT_ONCE, (records) => this.write(records));

  constructor(
    private readonly database: Database,
    private readonly search: SearchEntries,
  ) {}

  record(overheard: Overheard): Promise<void> {
    return this.batch.add(recordOf(overheard));
  }

  private async write(records: readonly EventRecord[]): Promise<void> {
    try {
      await this.insert(records);
    } catch (error) {
      if (!NO_VALUE.test(String((error as { code?: unknown }).code))) throw error;
      // One that nobody foresaw must not keep the others out.
      for (const record of records)
        await this.insert([record]).catch((again: unknown) => {
          if (!NO_VALUE.test(String((again as { code?: unknown }).code))) throw again;
          return this.insert([{ ...record, data: { unreadable: true } }], { searched: false });
        });
    }
  }

  private async insert(records: readonly EventRecord[], { searched = true } = {}): Promise<void> {
    await this.database.transaction(async () => {
      // Nobody is erased between the look at who was and the commit of what is written.
      await this.database.query(`SELECT pg_advisory_xact_lock_shared(${ERASING})`);
      await this.database.query(
        `INSERT INTO analytics.events
           (id, type, source, subject, correlation_id, causation_id, user_id, tier, at, provider, model, cost_usd, took_ms, data)
         SELECT id, type, source, subject, "correlationId", "causationId", CASE WHEN person IS NULL THEN "userId" END, tier, at, provider, model,
                "costUsd", "tookMs", CASE WHEN person IS NULL AND run IS NULL THEN data ELSE '{}' END
         FROM jsonb_to_recordset($1::jsonb) AS e (id uuid, type text, source text, subject text, "correlationId" text, "causationId" text,
                "userId" text, tier text, at timestamptz, provider text, model text, "costUsd" double precision, "tookMs" double precision, data jsonb)
         LEFT JOIN LATERAL (SELECT x.id AS person FROM analytics.erased x WHERE x.id = e."userId") p ON true
         LEFT JOIN LATERAL (SELECT x.id AS run FROM analytics.erased x WHERE x.id = e."correlationId") r ON true
         WHERE person IS NULL OR e."correlationId" <> e."userId"
         ON CONFLICT DO NOTHING`,
        [JSON.stringify(records)],
      );
      if (searched) await this.search.take(records);
    });
  }
}
