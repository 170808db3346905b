import { alone, Database } from '@polyreel/database';
import type { ListVoicesQuery } from '@polyreel/http-api';
import { AppError, pageOf, placeIn } from '@polyreel/service-kit';
import { ProcessEngine } from '@polyreel/workflow';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { VoiceReading } from './voice.entity.js';
import { voiceProcess } from './voice.process.js';
import type { VoiceState } from './voice.state.js';

/** The recordings of all owners; whoever asks names the owner, and sees nothing else. */
@Injectable()
export class Voices {
  constructor(
    private readonly database: Database,
    private readonly engine: ProcessEngine,
  ) {}

  /** Lets one request at a time begin something for a person, until its unit of work ends: two could both see the last free place. */
  async lock(userId: string): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [userId]);
  }

  /** Begins the run of a recording that has just been accepted. */
  async begin(id: string, state: VoiceState): Promise<void> {
    const { userId, tier } = state;
    await this.database.query('INSERT INTO voice.voices (id, user_id) VALUES ($1, $2)', [id, userId]);
    const write = this.engine.begin(voiceProcess, id, 'preparing', state, { correlationid: id, userid: userId, tier });
    const { text, values } = alone(write);
    await this.database.query(text, [...values]);
    this.database.afterCommit(() => write.told?.(true));
  }

  /** A person's own recording, or anybody's where nobody is named. Throws `voice_not_found` also where it belongs to somebody else. */
  async of(userId: string | undefined, id: string): Promise<VoiceReading> {
    const found = await this.rows.findOneBy(userId === undefined ? { id } : { id, userId });
    if (!found) throw new AppError('voice_not_found', 'There is no such recording.', 404);
    return found;
  }

  /** Newest first. The cursor is the last row's place; rows that come meanwhile do not shift the pages. */
  async page(userId: string, { limit, cursor }: z.infer<typeof ListVoicesQuery>) {
    const query = this.rows.createQueryBuilder('v').where('v.userId = :userId', { userId });
    if (cursor) query.andWhere('(v.createdAt, v.id) < (:at, :id)', placeIn(cursor));
    const rows = await query
      .orderBy('v.createdAt', 'DESC')
      .addOrderBy('v.id', 'DESC')
      .take(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ createdAt: at, id }) => ({ at, id }));
  }

  async underWayOf(userId: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT id FROM voice.voice_runs WHERE user_id = $1 AND status IN ('pending', 'processing')`,
      [userId],
    );
    return rows.map(({ id }) => id);
  }

  /** Removes a recording and its run: no word of it stays. */
  async remove(id: string): Promise<void> {
    await this.database.query('DELETE FROM voice.voices WHERE id = $1', [id]);
    await this.database.query('DELETE FROM voice.processes WHERE name = $1 AND id = $2', [voiceProcess.name, id]);
  }

  /** From now on nothing more of this person is taken in: whoever is about to begin something has done so when this resolves, or is refused. */
  async takeNoneOf(userId: string): Promise<void> {
    await this.database.transaction(async () => {
      await this.lock(userId);
      await this.database.query('INSERT INTO voice.erased_people (user_id) VALUES ($1) ON CONFLICT DO NOTHING', [userId]);
    });
  }

  async hasLeft(userId: string): Promise<boolean> {
    return (await this.database.query('SELECT 1 AS erased FROM voice.erased_people WHERE user_id = $1', [userId])).length > 0;
  }

  /** Removes everything of a person; answers how much it was. */
  erase(userId: string): Promise<Record<string, number>> {
    return this.database.transaction(async () => {
      await this.database.query('DELETE FROM voice.processes WHERE name = $1 AND id IN (SELECT id FROM voice.voices WHERE user_id = $2)', [
        voiceProcess.name,
        userId,
      ]);
      const erased: Record<string, number> = {};
      for (const table of ['voices', 'claims'])
        erased[table] = (await this.database.query(`DELETE FROM voice.${table} WHERE user_id = $1 RETURNING 1`, [userId])).length;
      return erased;
    });
  }

  private get rows() {
    return this.database.repository(VoiceReading);
  }
}
