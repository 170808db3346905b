import { Database } from '@polyreel/database';
import { Every } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { AnalyticsConfig } from './analytics.config.js';

const EVERY_MS = 3_600_000;
/** As many as the broker kept of one service while nobody filed them. */
const SKIPPED_KEPT = 10_000;

/** Removes what nobody will ask for any more: closed letters, finished replays and skipped messages of long ago. */
@Injectable()
export class LetterSweeper {
  constructor(
    private readonly database: Database,
    private readonly config: AnalyticsConfig,
  ) {}

  @Every(EVERY_MS, { atOnce: true })
  async sweep(): Promise<void> {
    const old = (column: string) => `${column} < now() - make_interval(days => $1)`;
    const days = [this.config.LETTERS_KEPT_DAYS];
    await this.database.query(`DELETE FROM analytics.letters WHERE state IN ('replayed', 'discarded') AND ${old('changed_at')}`, days);
    await this.database.query(`DELETE FROM analytics.replays WHERE state IN ('done', 'cancelled') AND ${old('finished_at')}`, days);
    await this.database.query(
      `DELETE FROM analytics.skipped WHERE ${old('skipped_at')} OR id IN
         (SELECT id FROM analytics.skipped ORDER BY skipped_at DESC, id DESC OFFSET ${SKIPPED_KEPT})`,
      days,
    );
  }
}
