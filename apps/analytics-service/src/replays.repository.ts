import { Database } from '@polyreel/database';
import type { LetterSelection, PageQuery, ReplayView } from '@polyreel/http-api';
import { AppError, pageOf, placeIn } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { conditionOf, Letters } from './letters.repository.js';

type Row = Omit<ReplayView, 'startedAt' | 'finishedAt' | 'progress'> & { startedAt: Date; finishedAt: Date | null };

const COLUMNS = `id AS "replayId", selection, state, total, sent, failed_again AS "failedAgain", unroutable,
  started_by AS "startedBy", started_at AS "startedAt", finished_at AS "finishedAt"`;

/** Replays as people ask for them; the sender carries them out. */
@Injectable()
export class Replays {
  constructor(
    private readonly database: Database,
    private readonly letters: Letters,
  ) {}

  /** Takes every letter of the selection that waits, at once and for this replay alone, and answers the replay. */
  begin(selection: LetterSelection, by: string): Promise<ReplayView> {
    const id = randomUUID();
    const { condition, values } = conditionOf(selection, 2);
    return this.database.transaction(async () => {
      await this.database.query(`INSERT INTO analytics.replays (id, selection, started_by) VALUES ($1, $2, $3)`, [
        id,
        JSON.stringify(selection),
        by,
      ]);
      // In the order of their ids, so that two who take overlapping selections wait for each other and never in a circle.
      const [row] = await this.database.query<Row>(
        `WITH taken AS (
           UPDATE analytics.letters SET state = 'replaying', replay_id = $1, changed_at = now()
           WHERE id IN (
             SELECT id FROM analytics.letters
             WHERE state IN ('resting', 'failed_again') AND length(body) = body_bytes AND ${condition} ORDER BY id FOR UPDATE)
           RETURNING 1)
         UPDATE analytics.replays SET total = (SELECT count(*) FROM taken) WHERE id = $1 RETURNING ${COLUMNS}`,
        [id, ...values],
      );
      if (row!.total === 0) await this.letters.explain(selection);
      return viewOf(row!);
    });
  }

  /** Throws `replay_not_found`. */
  async one(id: string): Promise<ReplayView> {
    const [row] = await this.database.query<Row>(`SELECT ${COLUMNS} FROM analytics.replays WHERE id = $1`, [id]);
    if (!row) throw new AppError('replay_not_found', 'There is no such replay.', 404);
    return viewOf(row);
  }

  /** The newest first. */
  async page({ limit, cursor }: PageQuery) {
    const place = cursor ? placeIn(cursor) : undefined;
    const found = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM analytics.replays WHERE $1::timestamptz IS NULL OR (started_at, id) < ($1, $2::uuid)
       ORDER BY started_at DESC, id DESC LIMIT $3`,
      [place?.at ?? null, place?.id ?? null, limit + 1],
    );
    const { rows, nextCursor } = pageOf(found, limit, (row) => ({ at: row.startedAt, id: row.replayId }));
    return { replays: rows.map(viewOf), nextCursor };
  }

  /** What was not sent yet rests again. Cancelling twice is one cancellation; throws `replay_finished` where there is nothing left to stop. */
  async cancel(id: string): Promise<ReplayView> {
    await this.database.query(`UPDATE analytics.replays SET state = 'cancelling' WHERE id = $1 AND state = 'running'`, [id]);
    const replay = await this.one(id);
    if (replay.state === 'done') throw new AppError('replay_finished', 'This replay has already sent every letter.', 409);
    return replay;
  }
}

const viewOf = ({ startedAt, finishedAt, ...row }: Row): ReplayView => ({
  ...row,
  progress: Math.floor((100 * (row.sent + row.unroutable)) / Math.max(1, row.total)),
  startedAt: startedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});
