import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';
import type { Account } from './account.model.js';

const COLUMNS = `user_id AS "userId", email, email_verified_at AS "emailVerifiedAt", password_hash AS "passwordHash", role, tier, locale,
  suspended, locked`;

/** What may be changed of an account here, by column. */
type Change = Partial<Record<'password_hash' | 'role' | 'tier' | 'suspended' | 'locked' | 'locale', string | boolean | null>>;

@Injectable()
export class Accounts {
  constructor(private readonly database: Database) {}

  async byEmail(email: string): Promise<Account | undefined> {
    return this.one(`email = $1`, email);
  }

  async byId(userId: string): Promise<Account | undefined> {
    return this.one(`user_id = $1`, userId);
  }

  /** Held until the transaction ends: whoever signs in and whoever ends everything of somebody must not pass each other by. */
  async held(userId: string): Promise<Account | undefined> {
    return this.one(`user_id = $1 FOR UPDATE`, userId);
  }

  /** Undefined where the address is taken. */
  async add(account: Omit<Account, 'tier' | 'suspended' | 'locked'>): Promise<Account | undefined> {
    const { userId, email, emailVerifiedAt, passwordHash, role, locale } = account;
    const [row] = await this.database.query<Account>(
      `INSERT INTO auth.accounts (user_id, email, email_verified_at, password_hash, role, locale) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (email) DO NOTHING RETURNING ${COLUMNS}`,
      [userId, email, emailVerifiedAt, passwordHash, role, locale],
    );
    return row;
  }

  async change(userId: string, change: Change): Promise<void> {
    const entries = Object.entries(change).filter(([, value]) => value !== undefined);
    if (entries.length === 0) return;
    const sets = entries.map(([column], index) => `${column} = $${index + 2}`).join(', ');
    await this.database.query(`UPDATE auth.accounts SET ${sets} WHERE user_id = $1`, [userId, ...entries.map(([, value]) => value)]);
  }

  /** Whoever opened a letter to this address has it. Undefined where the account has another address by now; since when it is verified. */
  async verify(userId: string, email: string): Promise<Date | undefined> {
    const [row] = await this.database.query<{ since: Date }>(
      `UPDATE auth.accounts SET email_verified_at = coalesce(email_verified_at, now()) WHERE user_id = $1 AND email = $2
         RETURNING email_verified_at AS since`,
      [userId, email],
    );
    return row?.since;
  }

  /** Somebody gets in whose address nobody has confirmed. */
  async entered(userId: string): Promise<void> {
    await this.database.query(`UPDATE auth.accounts SET entered_at = now() WHERE user_id = $1 AND entered_at IS NULL`, [userId]);
  }

  /** How many may administer. */
  async admins(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM auth.accounts WHERE role = 'admin' AND NOT suspended AND NOT locked`,
    );
    return row!.count;
  }

  /** Whom providers call this person. */
  async identities(userId: string): Promise<{ issuer: string; subject: string; linkedAt: Date }[]> {
    return this.database.query(
      `SELECT issuer, subject, linked_at AS "linkedAt" FROM auth.identities WHERE user_id = $1 ORDER BY linked_at, issuer`,
      [userId],
    );
  }

  /** By which issuers somebody may come in, and at how many places they are in. */
  async ways(userId: string): Promise<{ providers: string[]; sessions: number }> {
    const [row] = await this.database.query<{ providers: string[]; sessions: number }>(
      `SELECT ARRAY(SELECT issuer FROM auth.identities WHERE user_id = $1 ORDER BY issuer) AS providers,
         (SELECT count(*)::int FROM auth.sessions WHERE user_id = $1 AND ended_at IS NULL) AS sessions`,
      [userId],
    );
    return row!;
  }

  async remove(userId: string): Promise<boolean> {
    return (await this.database.query(`DELETE FROM auth.accounts WHERE user_id = $1 RETURNING 1`, [userId])).length > 0;
  }

  private async one(condition: string, value: string): Promise<Account | undefined> {
    const [row] = await this.database.query<Account>(`SELECT ${COLUMNS} FROM auth.accounts WHERE ${condition}`, [value]);
    return row;
  }
}
