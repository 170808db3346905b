import { Database } from '@polyreel/database';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';

export interface Claim<Answer = unknown> {
  id: string;
  kind: 'voice' | 'upload';
  userId: string;
  bodyHash: string;
  answer: Answer;
}

/** What tells one request from another. */
export const hashOf = (...request: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(request)).digest('base64url');

/**
 * Which ids are taken, by what request, and what is answered. An id is claimed before its recording is stored, so that whatever is stored
 * can be found again should nothing come of it; of those who ask for the same at once, all store the same. A claim outlives its recording:
 * a deleted one is not taken in again by a repeated request.
 */
@Injectable()
export class Claims {
  constructor(private readonly database: Database) {}

  /** Claims an id, or joins whoever has claimed it for the same. Answers what holds; throws `idempotency_key_reused` where it is something else. */
  async claim<Answer>({ id, kind, userId, bodyHash, answer }: Claim<Answer>): Promise<Answer> {
    await this.database.query(
      `INSERT INTO voice.claims (id, kind, user_id, body_hash, answer) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [id, kind, userId, bodyHash, JSON.stringify(answer)],
    );
    const claim = await this.find<Answer>(id);
    if (!claim) throw tooLate();
    if (claim.body_hash !== bodyHash) throw keyReused();
    return claim.answer;
  }

  /** What was answered when this was asked first; undefined where it was not yet. Throws `idempotency_key_reused` (422) where it was something else. */
  async answered<Answer>(id: string, bodyHash: string): Promise<Answer | undefined> {
    const claim = await this.find<Answer>(id);
    if (!claim?.kept_at) return undefined;
    if (claim.body_hash !== bodyHash) throw keyReused();
    return claim.answer;
  }

  /** The recording is stored and the request accepted. False where it was already, or the claim has been given up. */
  async keep(id: string): Promise<boolean> {
    const kept = await this.database.query('UPDATE voice.claims SET kept_at = now() WHERE id = $1 AND kept_at IS NULL RETURNING 1', [id]);
    return kept.length > 0;
  }

  /** Gives up a claim of which nothing has come, with what was stored under it. Whoever claims it anew waits until that is gone. */
  async giveUp(id: string, remove: (claim: { kind: string; userId: string }) => Promise<void>): Promise<boolean> {
    return this.database.transaction(async () => {
      const [claim] = await this.database.query<{ kind: string; user_id: string }>(
        'DELETE FROM voice.claims WHERE id = $1 AND kept_at IS NULL RETURNING kind, user_id',
        [id],
      );
      if (claim) await remove({ kind: claim.kind, userId: claim.user_id });
      return claim !== undefined;
    });
  }

  /** Claims that whoever made them must have died over. */
  async abandoned(minutes: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      'SELECT id FROM voice.claims WHERE kept_at IS NULL AND claimed_at < now() - make_interval(mins => $1) LIMIT 100',
      [minutes],
    );
    return rows.map(({ id }) => id);
  }

  /** Uploads are kept for a day: after that a repeated request is a new one. */
  async forgetUploads(hours: number): Promise<void> {
    await this.database.query(`DELETE FROM voice.claims WHERE kind = 'upload' AND kept_at < now() - make_interval(hours => $1)`, [hours]);
  }

  private async find<Answer>(id: string) {
    const [claim] = await this.database.query<{ body_hash: string; answer: Answer; kept_at: Date | null }>(
      'SELECT body_hash, answer, kept_at FROM voice.claims WHERE id = $1',
      [id],
    );
    return claim;
  }
}

export const keyReused = () =>
  new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another request. Take a new one.', 422);

export const tooLate = () => new AppError('id_taken', 'This took too long and was given up, or the account is closed. Ask again.', 409);
