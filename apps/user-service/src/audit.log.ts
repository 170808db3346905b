import { Database } from '@polyreel/database';
import type { AuditEntry, ListAuditQuery } from '@polyreel/http-api';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

export interface Deed {
  actor: string;
  action: 'user_changed' | 'credits_granted' | 'credits_taken';
  userId: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  reason?: string;
}

/** What operators did to whom. It is only ever added to, in the transaction of the deed itself. */
@Injectable()
export class AuditLog {
  constructor(private readonly database: Database) {}

  /** Answers the entry's id. */
  async add({ actor, action, userId, before, after, reason }: Deed): Promise<string> {
    const [row] = await this.database.query<{ id: string }>(
      `INSERT INTO users.audit_entries (actor, action, user_id, before, after, reason) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [actor, action, userId, JSON.stringify(before), JSON.stringify(after), reason ?? null],
    );
    return row!.id;
  }

  /** Newest first. */
  async page({ limit, cursor, userId }: ListAuditQuery): Promise<{ entries: AuditEntry[]; nextCursor: string | null }> {
    if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) throw new AppError('cursor_invalid', 'This cursor was not given by us.', 400);
    const rows = await this.database.query<Omit<AuditEntry, 'at'> & { at: Date }>(
      `SELECT id AS "auditId", actor, action, user_id AS "userId", before, after, reason, at FROM users.audit_entries
       WHERE ($1::bigint IS NULL OR id < $1) AND ($2::text IS NULL OR user_id = $2) ORDER BY id DESC LIMIT $3`,
      [cursor ?? null, userId ?? null, limit + 1],
    );
    const entries = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
    return { entries, nextCursor: rows.length > limit ? entries.at(-1)!.auditId : null };
  }
}
