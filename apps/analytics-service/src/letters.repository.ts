import { Database } from '@polyreel/database';
import type { LetterGroup, LetterSelection, ListLettersQuery, PageQuery, SkippedMessage } from '@polyreel/http-api';
import { AppError, pageOf, placeIn } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { KeptLetter } from './letter.entity.js';

/** More groups than a person reads; what stands behind them shows once those before are dealt with. */
const MOST_GROUPS = 200;

/** Times as the database gives them. */
type Dated<View, Times extends keyof View> = Omit<View, Times> & Record<Times, Date>;

/** The letters that are kept, for who looks at them. */
@Injectable()
export class Letters {
  constructor(private readonly database: Database) {}

  /** The last to fail first. */
  async page({ limit, cursor, state, ...filters }: ListLettersQuery) {
    const query = this.database.repository(KeptLetter).createQueryBuilder('l');
    if (state === 'open') query.where(`l.state IN ('resting', 'failed_again')`);
    else if (state !== 'any') query.where('l.state = :state', { state });
    for (const [column, wanted] of Object.entries(filters)) if (wanted) query.andWhere(`l.${column} = :${column}`, { [column]: wanted });
    if (cursor) query.andWhere('(l.lastFailedAt, l.id) < (:at, :id)', placeIn(cursor));
    const rows = await query
      .orderBy('l.lastFailedAt', 'DESC')
      .addOrderBy('l.id', 'DESC')
      .take(limit + 1)
      .getMany();
    return pageOf(rows, limit, (row) => ({ at: row.lastFailedAt, id: row.id }));
  }

  /** With its body. Throws `letter_not_found`. */
  async one(id: string): Promise<KeptLetter> {
    const query = this.database.repository(KeptLetter).createQueryBuilder('l').addSelect('l.body').where('l.id = :id', { id });
    const letter = await query.getOne();
    if (!letter) throw new AppError('letter_not_found', 'There is no such letter.', 404);
    return letter;
  }

  /** What is open, by handler and error, the largest group first. */
  async groups(): Promise<LetterGroup[]> {
    const groups = await this.database.query<Dated<LetterGroup, 'firstFailedAt' | 'lastFailedAt'>>(
      `SELECT queue, error, min(error_message) AS message,
         (count(*) FILTER (WHERE state <> 'replaying'))::int AS waiting,
         (count(*) FILTER (WHERE state = 'replaying'))::int AS replaying,
         (count(*) FILTER (WHERE state = 'failed_again'))::int AS "failedAgain",
         min(first_failed_at) AS "firstFailedAt", max(last_failed_at) AS "lastFailedAt"
       FROM analytics.letters WHERE state IN ('resting', 'replaying', 'failed_again')
       GROUP BY queue, error ORDER BY count(*) DESC, queue, error LIMIT ${MOST_GROUPS}`,
    );
    return groups.map((group) => ({
      ...group,
      firstFailedAt: group.firstFailedAt.toISOString(),
      lastFailedAt: group.lastFailedAt.toISOString(),
    }));
  }

  /** Lays letters away for good and answers how many. Those that a replay holds stay. */
  async discard(selection: LetterSelection, by: string, reason: string): Promise<number> {
    const { condition, values } = conditionOf(selection, 3);
    const discarded = await this.database.query(
      `UPDATE analytics.letters SET state = 'discarded', discarded_by = $1, discard_reason = $2, changed_at = now()
       WHERE state IN ('resting', 'failed_again') AND ${condition} RETURNING 1 AS discarded`,
      [by, reason, ...values],
    );
    if (discarded.length === 0) await this.explain(selection);
    return discarded.length;
  }

  /** Says why nothing could be done with a selection. */
  async explain(selection: LetterSelection): Promise<never> {
    if (!('letterId' in selection)) throw new AppError('no_letters', 'No letter of this selection waits.', 409);
    const { state, body, bodyBytes } = await this.one(selection.letterId);
    if (body.byteLength < bodyBytes && (state === 'resting' || state === 'failed_again'))
      throw new AppError('letter_truncated', 'Only the beginning of this letter was kept: it cannot be handed back.', 409);
    throw new AppError('letter_not_waiting', `This letter is ${state}: only what rests or has failed again can be taken.`, 409);
  }

  /** What nobody knew, the newest first. */
  async skipped({ limit, cursor }: PageQuery) {
    const place = cursor ? placeIn(cursor) : undefined;
    const rows = await this.database.query<Dated<SkippedMessage, 'skippedAt'>>(
      `SELECT id AS "skippedId", service, handler, queue, event_id AS "eventId", event_type AS "eventType",
         correlation_id AS "correlationId", reason, skipped_at AS "skippedAt"
       FROM analytics.skipped WHERE $1::timestamptz IS NULL OR (skipped_at, id) < ($1, $2::uuid)
       ORDER BY skipped_at DESC, id DESC LIMIT $3`,
      [place?.at ?? null, place?.id ?? null, limit + 1],
    );
    const page = pageOf(rows, limit, (row) => ({ at: row.skippedAt, id: row.skippedId }));
    return { ...page, rows: page.rows.map((row) => ({ ...row, skippedAt: row.skippedAt.toISOString() })) };
  }
}

/** A selection as SQL, with parameters from `$first` on. */
export function conditionOf(selection: LetterSelection, first: number): { condition: string; values: string[] } {
  if ('letterId' in selection) return { condition: `id = $${first}`, values: [selection.letterId] };
  if ('all' in selection) return { condition: 'true', values: [] };
  const { queue, error } = selection.group;
  return { condition: `queue = $${first} AND error = $${first + 1}`, values: [queue, error] };
}
