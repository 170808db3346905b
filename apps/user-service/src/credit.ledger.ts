import type { Tier } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';
import { monthlyCredits } from './tiers.loader.js';

/** How an account stands. Locked until the transaction ends, where it was read inside one by account(). */
export interface Account {
  balance: number;
  reserved: number;
}

/**
 * The entries of all accounts. PostgreSQL itself keeps what must hold of them (see the migration); whoever changes more than one thing does
 * so in a transaction that begins with account().
 */
@Injectable()
export class CreditLedger {
  constructor(private readonly database: Database) {}

  /** Opens the account where there is none, and locks it until the transaction ends. */
  async account(userId: string): Promise<Account> {
    await this.database.query(`INSERT INTO users.credit_accounts (user_id) VALUES ($1) ON CONFLICT DO NOTHING`, [userId]);
    const [row] = await this.database.query<Account>(`SELECT balance, reserved FROM users.credit_accounts WHERE user_id = $1 FOR UPDATE`, [
      userId,
    ]);
    return row!;
  }

  /** The account as it stands, without a lock; empty where there is none yet. */
  async read(userId: string): Promise<Account> {
    const [row] = await this.database.query<Account>(`SELECT balance, reserved FROM users.credit_accounts WHERE user_id = $1`, [userId]);
    return row ?? { balance: 0, reserved: 0 };
  }

  /**
   * Grants what the tier gives in this month, once: after a change to a larger tier, the difference. The account must be locked.
   * Answers what was granted now.
   */
  async grantMonthly(userId: string, tier: Tier): Promise<number> {
    const [row] = await this.database.query<{ credits: number }>(`SELECT users.grant_monthly($1, $2, $3) AS credits`, [
      userId,
      tier,
      monthlyCredits[tier],
    ]);
    return row!.credits;
  }

  /** An operator's grant, or a taking where `credits` is below nothing. Fails with NOT_SO_MANY where there is less to take. */
  async adjust(userId: string, credits: number, auditId: string): Promise<void> {
    await this.database.query(`INSERT INTO users.credit_entries (user_id, kind, credits, cause, month) VALUES ($1, $2, $3, $4, ${MONTH})`, [
      userId,
      credits > 0 ? 'grant' : 'take',
      Math.abs(credits),
      `audit:${auditId}`,
    ]);
  }

  /**
   * Ends a reservation: what the film cost is settled, never more than was set aside, and the rest comes back. Answers false where there
   * is none that is open: it was ended before, or nothing was reserved.
   */
  async settle(generationId: string, costCredits: number): Promise<boolean> {
    return this.end(
      generationId,
      `VALUES ('settle', LEAST($2::integer, ended.credits)), ('release', ended.credits - LEAST($2::integer, ended.credits))`,
      [costCredits],
    );
  }

  /** Ends a reservation of which nothing was used. Answers false as settle() does. */
  async release(generationId: string): Promise<boolean> {
    return this.end(generationId, `VALUES ('release', ended.credits)`, []);
  }

  /** The generation is known to have been accepted. */
  async confirm(generationId: string): Promise<void> {
    await this.database.query(
      `UPDATE users.open_reservations SET confirmed = true, look_at = greatest(look_at, now() + interval '1 hour') WHERE generation_id = $1 AND NOT confirmed`,
      [generationId],
    );
  }

  private async end(generationId: string, parts: string, values: unknown[]): Promise<boolean> {
    const written = await this.database.query(
      `WITH ended AS (DELETE FROM users.open_reservations WHERE generation_id = $1 RETURNING *)
       INSERT INTO users.credit_entries (user_id, kind, credits, cause, key_id, month)
       SELECT user_id, part.kind, part.credits, generation_id::text, key_id, month FROM ended, LATERAL (${parts}) AS part (kind, credits)
       RETURNING id`,
      [generationId, ...values],
    );
    return written.length > 0;
  }
}

/** The month now, by the database's clock, in UTC. */
export const MONTH = `users.month_now()`;
