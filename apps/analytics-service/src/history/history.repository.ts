import { Database } from '@polyreel/database';
import type { FiguresQuery, Figures, HistoryQuery, RecordedEvent } from '@polyreel/http-api';
import { AppError, pageOf, placeIn } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

const COLUMNS = `id AS "eventId", type, source, subject, correlation_id AS "correlationId", causation_id AS "causationId", user_id AS "userId", tier, at, data`;
const LONGEST_TIMELINE = 2_000;

type Row = Omit<RecordedEvent, 'at'> & { at: Date };
const viewOf = (row: Row): RecordedEvent => ({ ...row, at: row.at.toISOString() });

/** What was said in the mesh, to be looked through. */
@Injectable()
export class History {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async page({
    limit,
    cursor,
    from,
    to,
    type,
    source,
    correlationId,
    userId,
  }: HistoryQuery): Promise<{ events: RecordedEvent[]; nextCursor: string | null }> {
    const place = cursor ? placeIn(cursor) : undefined;
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM analytics.events
       WHERE ($2::text IS NULL OR type = $2) AND ($3::text IS NULL OR source = $3) AND ($4::text IS NULL OR correlation_id = $4)
         AND ($5::text IS NULL OR user_id = $5) AND ($6::timestamptz IS NULL OR at >= $6) AND ($7::timestamptz IS NULL OR at < $7)
         AND ($8::timestamptz IS NULL OR (at, id) < ($8, $9::uuid))
       ORDER BY at DESC, id DESC LIMIT $1`,
      [
        limit + 1,
        type ?? null,
        source ?? null,
        correlationId ?? null,
        userId ?? null,
        from ?? null,
        to ?? null,
        place?.at ?? null,
        place?.id ?? null,
      ],
    );
    const page = pageOf(rows, limit, ({ at, eventId: id }) => ({ at, id }));
    return { events: page.rows.map(viewOf), nextCursor: page.nextCursor };
  }

  /** One run from its beginning, each event with what led to it. Throws `run_not_found`. */
  async timeline(correlationId: string): Promise<RecordedEvent[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM analytics.events WHERE correlation_id = $1 ORDER BY at, id LIMIT ${LONGEST_TIMELINE}`,
      [correlationId],
    );
    if (rows.length === 0) throw new AppError('run_not_found', 'Nothing is known of such a run.', 404);
    return rows.map(viewOf);
  }

  async figures({ from, to }: FiguresQuery): Promise<Figures> {
    const span = [from, to];
    const within = 'at >= $1 AND at < $2';
    const [counts, durations, ends, faults, providers] = await Promise.all([
      this.database.query<{ hour: Date; type: string; count: number }>(
        `SELECT date_trunc('hour', at) AS hour, type, count(*)::integer AS count FROM analytics.events WHERE ${within} GROUP BY 1, 2 ORDER BY 1, 2`,
        span,
      ),
      this.database.query<Figures['durations'][number]>(
        `SELECT type, count(*)::integer AS count, percentile_cont(0.5) WITHIN GROUP (ORDER BY took_ms) AS "p50Ms",
                percentile_cont(0.95) WITHIN GROUP (ORDER BY took_ms) AS "p95Ms"
         FROM analytics.events WHERE ${within} AND took_ms IS NOT NULL GROUP BY type ORDER BY type`,
        span,
      ),
      this.database.query<{ type: string; count: number }>(
        `SELECT type, count(*)::integer AS count FROM analytics.events
         WHERE ${within} AND type IN ('generation.generation_completed.v1', 'generation.generation_failed.v1', 'generation.generation_cancelled.v1') GROUP BY type`,
        span,
      ),
      this.database.query<Figures['faults'][number]>(
        `SELECT data->>'handler' AS handler, count(*)::integer AS count FROM analytics.events
         WHERE ${within} AND type = 'messaging.handler_faulted.v1' AND data ? 'handler' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`,
        span,
      ),
      this.database.query<Figures['providers'][number]>(
        `SELECT provider, model, count(*)::integer AS calls, coalesce(sum(cost_usd), 0) AS "costUsd" FROM analytics.events
         WHERE ${within} AND provider IS NOT NULL GROUP BY 1, 2 ORDER BY 4 DESC, 1, 2 LIMIT 200`,
        span,
      ),
    ]);
    const ended = (how: string) => ends.find(({ type }) => type === `generation.generation_${how}.v1`)?.count ?? 0;
    const [completed, failed, cancelled] = [ended('completed'), ended('failed'), ended('cancelled')];
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      counts: counts.map(({ hour, ...rest }) => ({ hour: hour.toISOString(), ...rest })),
      durations,
      runs: { completed, failed, cancelled, failureRate: completed + failed > 0 ? failed / (completed + failed) : 0 },
      faults,
      providers,
    };
  }
}
