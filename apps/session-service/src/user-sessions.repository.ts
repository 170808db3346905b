import type { DataOf, UserAuthenticated } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { pageOf, placeIn } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

/** A place where somebody is signed in. */
export interface UserSession {
  id: string;
  userId: string;
  method: DataOf<typeof UserAuthenticated>['method'];
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

export interface KeptSession extends UserSession {
  endedAt: Date | null;
}

const COLUMNS = `id, user_id AS "userId", method, user_agent AS "userAgent", ip_address AS "ipAddress", created_at AS "createdAt",
  last_seen_at AS "lastSeenAt"`;
const MOST_SHOWN = 100;

@Injectable()
export class UserSessions {
  constructor(private readonly database: Database) {}

  /** Nothing happens where the news that it ended came first. */
  async begin({ sessionId, userId, method, device, address, authenticatedAt }: DataOf<typeof UserAuthenticated>): Promise<void> {
    await this.database.query(
      `INSERT INTO sessions.user_sessions (id, user_id, method, user_agent, ip_address, created_at, last_seen_at)
         SELECT $1, $2, $3, $4, $5, $6, $6 WHERE NOT EXISTS
           (SELECT 1 FROM sessions.endings WHERE user_id = $2 AND (session_id = $1 OR (session_id = '' AND ended_at >= $6::timestamptz)))
         ON CONFLICT (id) DO NOTHING`,
      [sessionId, userId, method, device ?? null, address ?? null, authenticatedAt],
    );
  }

  /** Ends one, or all of somebody that began before `at`. */
  async end(userId: string, sessionId: string | undefined, at: string): Promise<void> {
    await this.database.query(
      `INSERT INTO sessions.endings (user_id, session_id, ended_at) VALUES ($1, $2, $3)
         ON CONFLICT (user_id, session_id) DO UPDATE SET ended_at = greatest(endings.ended_at, excluded.ended_at)`,
      [userId, sessionId ?? '', at],
    );
    await this.database.query(
      `UPDATE sessions.user_sessions SET ended_at = $3 WHERE user_id = $1 AND ended_at IS NULL AND (id = $2 OR ($2 IS NULL AND created_at <= $3))`,
      [userId, sessionId ?? null, at],
    );
  }

  /** Where somebody is signed in now, the last seen first. */
  of(userId: string, seenWithinDays: number): Promise<UserSession[]> {
    return this.database.query<UserSession>(
      `SELECT ${COLUMNS} FROM sessions.user_sessions
         WHERE user_id = $1 AND ended_at IS NULL AND last_seen_at > now() - make_interval(days => $2)
         ORDER BY last_seen_at DESC, id LIMIT ${MOST_SHOWN}`,
      [userId, seenWithinDays],
    );
  }

  /** Every session that is still remembered, also those that have ended. */
  async page(userId: string, cursor: string | undefined, limit: number): Promise<{ rows: KeptSession[]; nextCursor: string | null }> {
    const place = cursor ? placeIn(cursor) : undefined;
    const rows = await this.database.query<KeptSession>(
      `SELECT ${COLUMNS}, ended_at AS "endedAt" FROM sessions.user_sessions
         WHERE user_id = $1 AND ($2::timestamptz IS NULL OR (date_trunc('milliseconds', created_at), id) < ($2, $3))
         ORDER BY date_trunc('milliseconds', created_at) DESC, id DESC LIMIT $4`,
      [userId, place?.at ?? null, place?.id ?? null, limit + 1],
    );
    return pageOf(rows, limit, ({ createdAt: at, id }) => ({ at, id }));
  }

  async isOf(userId: string, sessionId: string): Promise<boolean> {
    const rows = await this.database.query(`SELECT 1 FROM sessions.user_sessions WHERE id = $1 AND user_id = $2 AND ended_at IS NULL`, [
      sessionId,
      userId,
    ]);
    return rows.length > 0;
  }

  /** When sessions were last used, in milliseconds since 1970; all in one statement. */
  async seen(times: ReadonlyMap<string, number>): Promise<void> {
    await this.database.query(
      `UPDATE sessions.user_sessions s SET last_seen_at = greatest(s.last_seen_at, to_timestamp(seen.at / 1000.0))
         FROM unnest($1::text[], $2::float8[]) AS seen(id, at) WHERE s.id = seen.id`,
      [[...times.keys()], [...times.values()]],
    );
  }

  /** How many rows there were. */
  async erase(userId: string): Promise<number> {
    return (await this.database.query(`DELETE FROM sessions.user_sessions WHERE user_id = $1 RETURNING 1`, [userId])).length;
  }

  async removeOld(days: number): Promise<void> {
    const old = (column: string) => `${column} < now() - make_interval(days => $1)`;
    await this.database.query(`DELETE FROM sessions.user_sessions WHERE ${old('last_seen_at')} OR ${old('ended_at')}`, [days]);
    await this.database.query(`DELETE FROM sessions.endings WHERE ${old('ended_at')}`, [days]);
  }
}
