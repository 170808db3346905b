import { Database } from '@polyreel/database';
import type { AcceptedGeneration, Reckoning } from '@polyreel/http-api';
import { derivedId, type Write } from '@polyreel/messaging';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { z } from 'zod';

export type Accepted = z.infer<typeof AcceptedGeneration>;

/** The id of the generation that a person asks for under a key: the same key is the same generation. */
export const idUnderKey = (userId: string, key: string): string => derivedId('generation', userId, key);

/** What tells one request from another. */
export const hashOf = (request: unknown): string => createHash('sha256').update(JSON.stringify(request)).digest('base64url');

/** Which ids are taken, by what request, and what was answered. A claim outlives its generation: a deleted film is not made again by a repeated request. */
@Injectable()
export class Claims {
  constructor(private readonly database: Database) {}

  /** The claim of a generation that is being accepted. Takes no effect where the id is taken, or its owner has been erased. */
  claiming(id: string, userId: string, bodyHash: string | undefined, answer: Accepted): Write {
    return {
      text: `INSERT INTO "${this.database.schema}".claims (id, user_id, body_hash, answer)
        SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT 1 FROM "${this.database.schema}".erased_people WHERE user_id = $2)
        ON CONFLICT DO NOTHING RETURNING 1 AS claimed`,
      values: [id, userId, bodyHash ?? null, JSON.stringify(answer)],
    };
  }

  /**
   * The claim of a generation that ends as it begins. It takes an id also that was refused for good: that no film comes of it is what it says.
   * Takes no effect where somebody has the id, or its owner has been erased.
   */
  refusing(id: string, userId: string): Write {
    const { schema } = this.database;
    return {
      text: `INSERT INTO "${schema}".claims (id, user_id)
        SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM "${schema}".erased_people WHERE user_id = $2)
        ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id WHERE claims.user_id IS NULL RETURNING 1 AS claimed`,
      values: [id, userId],
    };
  }

  /** Who has an id: `nobody` yet, `owned` by somebody, or `refused` for good. */
  async standing(id: string): Promise<'nobody' | 'owned' | 'refused'> {
    const [claim] = await this.database.query<{ user_id: string | null }>(
      `SELECT user_id FROM "${this.database.schema}".claims WHERE id = $1`,
      [id],
    );
    if (!claim) return 'nobody';
    return claim.user_id === null ? 'refused' : 'owned';
  }

  /**
   * What was answered when this was asked first; undefined where it was not yet. Throws `idempotency_key_reused` (422) where something else
   * was asked under the key, `idempotency_key_expired` (409) where the first try came to nothing.
   */
  async answered(id: string, bodyHash: string): Promise<Accepted | undefined> {
    const [claim] = await this.database.query<{ user_id: string | null; body_hash: string | null; answer: Accepted | null }>(
      `SELECT user_id, body_hash, answer FROM "${this.database.schema}".claims WHERE id = $1`,
      [id],
    );
    if (!claim) return undefined;
    if (claim.user_id === null)
      throw new AppError('idempotency_key_expired', 'What was first asked under this key came to nothing. Ask with a new one.', 409);
    if (claim.body_hash !== bodyHash) throw keyReused();
    return claim.answer!;
  }

  /**
   * What became of a generation, for the books. An id that nobody has is refused for good, so that whoever was about to take it cannot any
   * more. Of one that its owner has deleted the end was noted with the deletion, so that its credits do not hang on an event that may be lost.
   */
  async reckon(id: string): Promise<Reckoning> {
    const refused = await this.database.query(
      `INSERT INTO "${this.database.schema}".claims (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1 AS refused`,
      [id],
    );
    if (refused.length > 0) return { status: 'never_accepted' };
    const [found] = await this.database.query<{ owner: string | null; status: string | null; credits: number | null }>(
      `SELECT c.user_id AS owner, coalesce(r.status, c.ended_as) AS status,
         coalesce((r.state->>'costCredits')::integer, c.cost_credits) AS credits
       FROM "${this.database.schema}".claims c LEFT JOIN "${this.database.schema}".generation_runs r ON r.id = c.id WHERE c.id = $1`,
      [id],
    );
    const { owner, status, credits } = found!;
    if (owner === null) return { status: 'never_accepted' };
    if (status === 'completed') return { status, costCredits: credits ?? 0 };
    return status === 'failed' || status === 'cancelled' ? { status } : { status: 'running' };
  }
}

export const keyReused = () =>
  new AppError('idempotency_key_reused', 'This Idempotency-Key was used with another body. Take a new one.', 422);
