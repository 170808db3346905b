import { KeyHolder } from '@polyreel/access';
import { Database } from '@polyreel/database';
import type { ApiKeyView, CreateApiKeyRequest } from '@polyreel/http-api';
import { Injectable } from '@nestjs/common';

const COLUMNS = `key_id AS "keyId", name, hint, scopes, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt"`;
type Row = Omit<ApiKeyView, 'createdAt' | 'expiresAt' | 'lastUsedAt'> & {
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
};

const viewOf = ({ createdAt, expiresAt, lastUsedAt, ...row }: Row): ApiKeyView => ({
  ...row,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});

/** The key itself is kept nowhere. */
export interface NewKey extends CreateApiKeyRequest {
  keyId: string;
  userId: string;
  digest: string;
  hint: string;
}

@Injectable()
export class ApiKeys {
  constructor(private readonly database: Database) {}

  /** Undefined where somebody has `most` already. */
  async add({ keyId, userId, name, digest, hint, scopes, expiresInDays }: NewKey, most: number): Promise<ApiKeyView | undefined> {
    const [row] = await this.database.query<Row>(
      `INSERT INTO auth.api_keys (key_id, user_id, name, digest, hint, scopes, expires_at)
         SELECT $1, $2, $3, $4, $5, $6, now() + make_interval(days => $7)
           WHERE (SELECT count(*) FROM auth.api_keys WHERE user_id = $2) < $8 RETURNING ${COLUMNS}`,
      [keyId, userId, name, digest, hint, scopes, expiresInDays ?? null, most],
    );
    return row && viewOf(row);
  }

  /** The newest first. */
  async of(userId: string): Promise<ApiKeyView[]> {
    const rows = await this.database.query<Row>(`SELECT ${COLUMNS} FROM auth.api_keys WHERE user_id = $1 ORDER BY created_at DESC`, [
      userId,
    ]);
    return rows.map(viewOf);
  }

  async remove(userId: string, keyId: string): Promise<boolean> {
    const rows = await this.database.query(`DELETE FROM auth.api_keys WHERE key_id = $1 AND user_id = $2 RETURNING 1`, [keyId, userId]);
    return rows.length > 0;
  }

  async idsOf(userId: string): Promise<string[]> {
    return (await this.of(userId)).map(({ keyId }) => keyId);
  }

  /** Who holds the key with this digest, if it holds and they may do anything. A key that may not administer is no administrator's. */
  async holderOf(digest: string): Promise<KeyHolder | undefined> {
    const [row] = await this.database.query(
      `SELECT k.key_id AS "keyId", k.user_id AS "userId", a.tier, k.scopes, CASE WHEN 'admin' = ANY (k.scopes) THEN a.role ELSE 'user' END AS role
         FROM auth.api_keys k JOIN auth.accounts a USING (user_id)
         WHERE k.digest = $1 AND (k.expires_at IS NULL OR k.expires_at > now()) AND NOT a.suspended AND NOT a.locked`,
      [digest],
    );
    return row === undefined ? undefined : KeyHolder.parse(row);
  }

  /** Notes when keys were last used, all of them at once. */
  async used(times: ReadonlyMap<string, Date>): Promise<void> {
    await this.database.query(
      `UPDATE auth.api_keys k SET last_used_at = greatest(k.last_used_at, u.at)
         FROM unnest($1::text[], $2::timestamptz[]) AS u(key_id, at) WHERE k.key_id = u.key_id`,
      [[...times.keys()], [...times.values()]],
    );
  }
}
