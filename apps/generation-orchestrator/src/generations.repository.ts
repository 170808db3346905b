import type { GenerationStatus, ListGenerationsQuery } from '@polyreel/http-api';
import { Database } from '@polyreel/database';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import type { Run } from './ending.moves.js';
import { Generation } from './generation.entity.js';
import { GenerationState, type GenerationStep } from './generation.state.js';

const STATUS: Record<GenerationStep, GenerationStatus> = {
  understanding: 'processing',
  rendering: 'processing',
  assembling: 'processing',
  checking: 'processing',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

const isOver = (status: string) => status === 'completed' || status === 'failed' || status === 'cancelled';

/** The generations of all owners; whoever asks names the owner, and sees nothing else. */
@Injectable()
export class Generations {
  constructor(private readonly database: Database) {}

  async add(id: string, userId: string, inputText: string, state: GenerationState): Promise<void> {
    const { phase, progress } = state;
    await this.rows.insert({ id, userId, inputText, status: 'pending', phase, progress, state: state as object, createdAt: new Date() });
  }

  /** Draws the row anew from a run that has moved. */
  async follow({ id, step, state }: Run): Promise<void> {
    const status = STATUS[step];
    const { phase, progress } = state;
    await this.rows.update(
      { id },
      { status, phase, progress, state: state as object, ...(isOver(status) ? { finishedAt: new Date() } : {}) },
    );
  }

  /** Throws `generation_not_found` also where it belongs to somebody else: a stranger learns nothing. */
  async of(userId: string, id: string): Promise<Generation> {
    const found = await this.rows.findOneBy({ id, userId });
    if (!found) throw new AppError('generation_not_found', 'There is no such generation.', 404);
    return found;
  }

  /** Newest first. The cursor is the last row's place; rows that come meanwhile do not shift the pages. */
  async page(
    userId: string,
    { limit, cursor, status, q }: ListGenerationsQuery,
  ): Promise<{ rows: Generation[]; nextCursor: string | null }> {
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
  ahead(id: string): Promise<number> {
    return this.rows.createQueryBuilder('g').where(`g.status IN ('pending', 'processing') AND g.id <> :id`, { id }).getCount();
  }

  async remove(id: string): Promise<void> {
    await this.rows.delete({ id });
  }

  private get rows() {
    return this.database.repository(Generation);
  }
}

function place(cursor: string): [at: Date, id: string] {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new AppError('cursor_invalid', 'This cursor was not given by us.', 400);
  return [new Date(at), id];
}
