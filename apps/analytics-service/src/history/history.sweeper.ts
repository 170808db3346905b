import { Database } from '@polyreel/database';
import { Every } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { AnalyticsConfig } from '../analytics.config.js';

const EVERY_MS = 3_600_000;
/** A row lock each: more at once would hold up what is being recorded. */
const AT_ONCE = 5_000;

/** Lets the history of long ago go. */
@Injectable()
export class HistorySweeper {
  constructor(
    private readonly database: Database,
    private readonly config: AnalyticsConfig,
  ) {}

  @Every(EVERY_MS, { atOnce: true })
  async sweep(): Promise<void> {
    const days = [this.config.HISTORY_KEPT_DAYS];
    const old = (column: string) => `${column} < now() - make_interval(days => $1)`;
    for (let gone = AT_ONCE; gone === AT_ONCE;) {
      const page = `SELECT id FROM analytics.events WHERE ${old('at')} LIMIT ${AT_ONCE}`;
      gone = (await this.database.query(`DELETE FROM analytics.events WHERE id IN (${page}) RETURNING 1`, days)).length;
    }
    // Nothing of theirs can still be on its way.
    await this.database.query(`DELETE FROM analytics.erased WHERE ${old('erased_at')}`, days);
  }
}
