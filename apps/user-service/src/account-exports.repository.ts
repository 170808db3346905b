import { Database } from '@polyreel/database';
import type { AccountExport } from '@polyreel/http-api';
import type { Write } from '@polyreel/messaging';
import type { ObjectPlace } from '@polyreel/object-store';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

/** As long as `temp-files` keeps what lies there. */
const KEPT_HOURS = 24;
/** What is not ready after so long will not be: its job has been tried as often as it may. */
const PATIENCE_MINUTES = 60;

interface Row {
  id: string;
  requested_at: Date;
  expires_at: Date | null;
  bytes: string | null;
  checksum: string | null;
  status: AccountExport['status'];
}

/** Exports that people asked for, and where they lie. */
@Injectable()
export class AccountExports {
  constructor(private readonly database: Database) {}

  /** Notes that one is wanted, unless one is under way: then it answers that one's id. The account is locked meanwhile. */
  async begin(userId: string, id: string): Promise<string> {
    await this.database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`export ${userId}`]);
    const [underWay] = await this.database.query<{ id: string }>(
      `SELECT id FROM (${SELECT} WHERE user_id = $1) AS export WHERE status = 'preparing' LIMIT 1`,
      [userId],
    );
    if (underWay) return underWay.id;
    await this.database.query(`INSERT INTO users.account_exports (id, user_id) VALUES ($1, $2)`, [id, userId]);
    return id;
  }

  /** Throws `export_not_found` also where it is somebody else's. */
  async of(userId: string, id: string): Promise<AccountExport & { checksum: string | null }> {
    const [row] = await this.database.query<Row>(`${SELECT} WHERE user_id = $1 AND id = $2`, [userId, id]);
    if (!row) throw new AppError('export_not_found', 'There is no such export.', 404);
    return viewOf(row);
  }

  /** Ends every other one of this person. */
  async supersede(userId: string, id: string): Promise<void> {
    await this.database.query(
      `UPDATE users.account_exports SET expires_at = now() WHERE user_id = $1 AND id <> $2 AND expires_at > now()`,
      [userId, id],
    );
  }

  /** To stand or fall with the job that made it. Takes no effect where the account was erased meanwhile. */
  made(userId: string, id: string, bytes: number, checksum: string): Write {
    return {
      text: `UPDATE users.account_exports SET bytes = $3, checksum = $4, expires_at = now() + interval '${KEPT_HOURS} hours' WHERE id = $1 AND user_id = $2 RETURNING 1 AS made`,
      values: [id, userId, bytes, checksum],
    };
  }
}

/** Where an export lies; those of a person lie together. */
export const folderOf = (userId: string) => `exports/${userId}/`;
export const placeOf = (userId: string, id: string): ObjectPlace => ({ bucket: 'temp-files', key: `${folderOf(userId)}${id}.zip` });

const SELECT = `
  SELECT id, requested_at, expires_at, bytes, checksum, CASE
    WHEN expires_at > now() THEN 'ready' WHEN expires_at IS NOT NULL THEN 'expired'
    WHEN requested_at < now() - interval '${PATIENCE_MINUTES} minutes' THEN 'failed' ELSE 'preparing' END AS status
  FROM users.account_exports`;

const viewOf = ({ id, requested_at, expires_at, bytes, checksum, status }: Row) => ({
  exportId: id,
  status,
  requestedAt: requested_at.toISOString(),
  expiresAt: expires_at?.toISOString() ?? null,
  bytes: bytes === null ? null : Number(bytes),
  downloadUrl: status === 'ready' ? `/v1/users/account/export/${id}/download` : null,
  checksum,
});
