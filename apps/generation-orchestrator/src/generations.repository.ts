import type { ListGenerationsQuery } from '@polyreel/http-api';
import { Database } from '@polyreel/database';
import type { Write } from '@polyreel/messaging';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { Generation, GenerationReading } from './generation.entity.js';
import { generationProcess } from './generation.process.js';

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
    const found = await this.rows.findOneBy({ id, userId });
    if (!found) throw new AppError('generation_not_found', 'There is no such generation.', 404);
    return found;
  }

  /** Newest first. The cursor is the last row's place; rows that come meanwhile do not shift the pages. */
  async page(
    userId: string,
    { limit, cursor, status, q }: ListGenerationsQuery,
  ): Promise<{ rows: GenerationReading[]; nextCursor: string | null }> {
    const query = this.rows.createQueryBuilder('g').where('g.userId = :userId', { userId });
    if (status) query.andWhere('g.status = :status', { status });
    if (q) query.andWhere(`to_tsvector('simple', g.inputText) @@ plainto_tsquery('simple', :q)`, { q });
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

  /** How many accepted films, of anybody, are still to be finished before this one. */
  async ahead(id: string): Promise<number> {
    const [open] = await this.database.statement<{ count: number }>(
      `SELECT count(*)::integer AS count FROM "${this.database.schema}".processes WHERE name = $1 AND deadline_at IS NOT NULL AND id <> $2`,
      [generationProcess.name, id],
    );
    return open!.count;
  }

  /** Removes a generation and its run: nothing that its owner wrote stays. */
  async remove(id: string): Promise<void> {
    await this.database.repository(Generation).delete({ id });
    await this.database.query(`DELETE FROM "${this.database.schema}".processes WHERE name = $1 AND id = $2`, [generationProcess.name, id]);
  }

  private get rows() {
    return this.database.repository(GenerationReading);
  }
}

function place(cursor: string): [at: Date, id: string] {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new AppError('cursor_invalid', 'This cursor was not given by us.', 400);
  return [new Date(at), id];
}
