import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';
import { AuthConfig } from '../auth.config.js';
import type { EndReason, Method, Session, Whereabouts } from './session.model.js';

const COLUMNS = `session_id AS "sessionId", user_id AS "userId", device, address, seed, turn, turned_at AS "turnedAt", started_at AS "startedAt",
  ended_at AS "endedAt"`;

/** A session as it stands, beside the database's time. */
export interface DatedSession extends Session {
  now: Date;
  lapsed: boolean;
}

@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly config: AuthConfig,
  ) {}

  async begin(
    sessionId: string,
    userId: string,
    method: Method,
    { device, address }: Whereabouts,
    seed: Uint8Array,
  ): Promise<DatedSession> {
    const [row] = await this.database.query<Session & { now: Date }>(
      `INSERT INTO auth.sessions (session_id, user_id, method, device, address, seed) VALUES ($1, $2, $3, $4, $5, $6)
         RETURNING ${COLUMNS}, clock_timestamp() AS now`,
      [sessionId, userId, method, device ?? null, address ?? null, seed],
    );
    return { ...row!, lapsed: false };
  }

  /** Whose it is, without a lock: the account is locked first, then the session. */
  async ownerOf(sessionId: string): Promise<string | undefined> {
    const [row] = await this.database.query<{ userId: string }>(`SELECT user_id AS "userId" FROM auth.sessions WHERE session_id = $1`, [
      sessionId,
    ]);
    return row?.userId;
  }

  /** Held until the transaction ends. */
  async held(sessionId: string): Promise<DatedSession | undefined> {
    const [row] = await this.database.query<Session & { now: Date }>(
      `SELECT ${COLUMNS}, clock_timestamp() AS now FROM auth.sessions WHERE session_id = $1 FOR UPDATE`,
      [sessionId],
    );
    return row && { ...row, lapsed: this.endOf(row) < row.now };
  }

  /** The next turn, and where it was taken; answers when it began. */
  async turn({ sessionId, turn }: Session, { device, address }: Whereabouts): Promise<Date> {
    const [row] = await this.database.query<{ turnedAt: Date }>(
      `UPDATE auth.sessions SET turn = $2, turned_at = clock_timestamp(), device = $3, address = $4
         WHERE session_id = $1 RETURNING turned_at AS "turnedAt"`,
      [sessionId, turn + 1, device ?? null, address ?? null],
    );
    return row!.turnedAt;
  }

  /** Ends those that still run, of one person and but for one where they are named; answers their ids. */
  async end(of: { sessionId?: string; userId?: string; except?: string }, reason: EndReason): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `UPDATE auth.sessions SET ended_at = clock_timestamp(), end_reason = $4
         WHERE ended_at IS NULL AND ($1::text IS NULL OR session_id = $1) AND ($2::text IS NULL OR user_id = $2)
           AND ($1 IS NOT NULL OR $2 IS NOT NULL) AND session_id IS DISTINCT FROM $3 RETURNING session_id AS id`,
      [of.sessionId ?? null, of.userId ?? null, of.except ?? null, reason],
    );
    return rows.map(({ id }) => id);
  }

  /** Those of somebody that run beyond the newest `most`. */
  async beyond(userId: string, most: number): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT session_id AS id FROM auth.sessions WHERE user_id = $1 AND ended_at IS NULL ORDER BY turned_at DESC OFFSET $2`,
      [userId, most],
    );
    return rows.map(({ id }) => id);
  }

  /** Whether somebody has signed in from this address before. */
  async isKnown(userId: string, address: string): Promise<boolean> {
    const rows = await this.database.query(`SELECT 1 FROM auth.sessions WHERE user_id = $1 AND address = $2 LIMIT 1`, [userId, address]);
    return rows.length > 0;
  }

  /** Whether a token of this session holds that was issued at `iat`, seconds since 1970, by the key `kid`. */
  async holds({ sub, sid, iat, kid = '' }: { sub: string; sid: string; iat: number; kid?: string }): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 FROM auth.sessions s JOIN auth.accounts a USING (user_id)
         WHERE s.session_id = $1 AND s.user_id = $2 AND s.ended_at IS NULL AND NOT a.suspended AND NOT a.locked
           AND NOT EXISTS (SELECT 1 FROM auth.revocations
             WHERE (kind = 'user' AND id = $2 AND at >= to_timestamp($3)) OR (kind = 'signer' AND id = $4))`,
      [sid, sub, iat, kid],
    );
    return rows.length > 0;
  }

  /** Until when a session may be refreshed, unless it is refreshed before. */
  endOf({ turnedAt, startedAt }: Pick<Session, 'turnedAt' | 'startedAt'>): Date {
    const { SESSION_IDLE_DAYS, SESSION_LONGEST_DAYS } = this.config;
    return new Date(Math.min(turnedAt.getTime() + SESSION_IDLE_DAYS * DAY_MS, startedAt.getTime() + SESSION_LONGEST_DAYS * DAY_MS));
  }

  /** Nothing can be done with these any more. */
  async removeLapsed(): Promise<void> {
    const { SESSION_IDLE_DAYS, SESSION_LONGEST_DAYS } = this.config;
    await this.database.query(
      `DELETE FROM auth.sessions WHERE turned_at < now() - make_interval(days => $1) OR started_at < now() - make_interval(days => $2)`,
      [SESSION_IDLE_DAYS, SESSION_LONGEST_DAYS],
    );
  }
}

const DAY_MS = 86_400_000;
