import type { ListGenerationsQuery } from '@polyreel/http-api';
import { Database } from '@polyreel/database';
import type { Write } from '@polyreel/messaging';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { Generation, GenerationReading } from './generation.entity.js';
import { generationProcess } from './generation.process.js';

/** Counting a backlog of thousands would cost every request as much as the backlog is long. */
const MOST_AHEAD = 500;

/** The generations of all owners; whoever asks names the owner, and sees nothing else. */
@Injectable()
export class Generations {
  constructor(private readonly database: Database) {}

  /** The row of a generation that has just been asked for, to be written with its run. */
  adding(id: string, userId: string, inputText: string): Write {
    return {
      text: `INSERT INTO "${this.database.schema}".generations (id, user_id, input_text) VALUES ($1, $2, $3) RETURNING 1 AS added`,
      values: [id, userId, inputText],
    };
  }

  /** Throws `generation_not_found` also where it belongs to somebody else: a stranger learns nothing. */
  async of(userId: string, id: string): Promise<GenerationReading> {
    return there(await this.rows.findOneBy({ id, userId }));
  }

  /** Anybody's, for operators. */
  async one(id: string): Promise<GenerationReading> {
    return there(await this.rows.findOneBy({ id }));
  }

  /** Newest first. The cursor is the last row's place; rows that come meanwhile do not shift the pages. */
  async page(
    userId: string,
    { limit, cursor, status }: Omit<ListGenerationsQuery, 'q'>,
    /** Where given, only these. */
    among?: readonly string[],
  ): Promise<{ rows: GenerationReading[]; nextCursor: string | null }> {
    const query = this.rows.createQueryBuilder('g').where('g.userId = :userId', { userId });
    if (status) query.andWhere('g.status = :status', { status });
    if (among) query.andWhere('g.id = ANY(:among::uuid[])', { among });
    if (cursor) {
      const [at, id] = place(cursor);
      query.andWhere('(g.createdAt, g.id) < (:at, :id)', { at, id });
    }
    const rows = await query
      .orderBy('g.createdAt', 'DESC')
      .addOrderBy('g.id', 'DESC')
      .take(limit + 1)
      .getMany();
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      rows: rows.slice(0, limit),
      nextCursor: last ? Buffer.from(`${last.createdAt.toISOString()} ${last.id}`).toString('base64url') : null,
    };
  }

  /** How many accepted films, of anybody, are still to be finished before this one; from MOST_AHEAD on nobody counts further. */
  async ahead(id: string): Promise<number> {
    const [open] = await this.database.statement<{ count: number }>(
      `SELECT count(*)::integer AS count FROM (
         SELECT 1 FROM "${this.database.schema}".processes WHERE name = $1 AND deadline_at IS NOT NULL AND id <> $2 LIMIT ${MOST_AHEAD}) AS open`,
      [generationProcess.name, id],
    );
    return open!.count;
  }

  /** Removes a generation that has ended, and its run: nothing that its owner wrote stays, only how it ended, for its credits. */
  async remove(id: string): Promise<void> {
    await this.database.query(
      `UPDATE "${this.database.schema}".claims c SET ended_as = r.status, cost_credits = (r.state->>'costCredits')::integer
       FROM "${this.database.schema}".generation_runs r WHERE r.id = $1 AND c.id = $1`,
      [id],
    );
    await this.database.repository(Generation).delete({ id });
    await this.database.query(`DELETE FROM "${this.database.schema}".feedback WHERE generation_id = $1`, [id]);
    await this.database.query(`DELETE FROM "${this.database.schema}".processes WHERE name = $1 AND id = $2`, [generationProcess.name, id]);
  }

  /** From now on nothing more of this person is taken in. */
  async takeNoneOf(userId: string): Promise<void> {
    await this.database.query(`INSERT INTO "${this.database.schema}".erased_people (user_id) VALUES ($1) ON CONFLICT DO NOTHING`, [userId]);
  }

  async runningOf(userId: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM "${this.database.schema}".generation_runs WHERE user_id = $1 AND status IN ('pending', 'processing')`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }

  /** Removes everything of a person; answers how much it was. */
  erase(userId: string): Promise<Record<string, number>> {
    const { schema } = this.database;
    return this.database.transaction(async () => {
      await this.database.query(
        `DELETE FROM "${schema}".processes WHERE name = $1 AND id IN (SELECT id FROM "${schema}".generations WHERE user_id = $2)`,
        [generationProcess.name, userId],
      );
      const erased: Record<string, number> = {};
      for (const table of ['generations', 'feedback', 'claims'])
        erased[table] = (await this.database.query(`DELETE FROM "${schema}".${table} WHERE user_id = $1 RETURNING 1`, [userId])).length;
      return erased;
    });
  }

  private get rows() {
    return this.database.repository(GenerationReading);
  }
}

function there(found: GenerationReading | null): GenerationReading {
  if (!found)
    throw new AppError(
      'generation_not_found',
      'There is no such generation. One of a recording begins when the recording is understood: see its voice.',
      404,
    );
  return found;
}

function place(cursor: string): [at: Date, id: string] {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new AppError('cursor_invalid', 'This cursor was not given by us.', 400);
  return [new Date(at), id];
}
