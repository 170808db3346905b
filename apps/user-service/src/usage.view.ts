import { Database } from '@polyreel/database';
import type { GenerationSpending, UsageQuery, UsageView } from '@polyreel/http-api';
import type { Caller } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { Budgets } from './budgets.repository.js';
import { CreditLedger, MONTH } from './credit.ledger.js';
import { Profiles } from './profiles.repository.js';
import { monthlyCredits } from './tiers.loader.js';

type Row = Omit<GenerationSpending, 'reservedAt'> & { id: string; reservedAt: Date };

/** What somebody has, has set aside and has spent. */
@Injectable()
export class Usage {
  constructor(
    private readonly database: Database,
    private readonly ledger: CreditLedger,
    private readonly budgets: Budgets,
    private readonly profiles: Profiles,
  ) {}

  /** Grants what the month gives first: looking is using, and nobody should see an empty account that is not. */
  async of(caller: Caller, { limit, cursor }: UsageQuery): Promise<UsageView> {
    const { userId } = caller;
    const tier = (await this.profiles.find(userId))?.tier ?? caller.tier;
    const { balance, reserved } = await this.database.transaction(async () => {
      const account = await this.ledger.account(userId);
      return { ...account, balance: account.balance + (await this.ledger.grantMonthly(userId, tier)) };
    });
    const [budget, ...keyBudgets] = await this.budgets.of(userId);
    const [now] = await this.database.query<{ month: string }>(`SELECT ${MONTH} AS month`);
    const { generations, nextCursor } = await this.spending(userId, limit, cursor);
    const spentThisMonth = budget.spent;
    return {
      tier,
      balance,
      reserved,
      month: now!.month,
      monthlyCredits: monthlyCredits[tier],
      spentThisMonth,
      budget,
      keyBudgets,
      generations,
      nextCursor,
    };
  }

  /** By generation, the last to be accepted first. */
  private async spending(userId: string, limit: number, cursor?: string) {
    const rows = await this.database.query<Row>(
      `SELECT r.id, r.cause AS "generationId", r.key_id AS "keyId", r.credits AS reserved, s.credits AS settled, l.credits AS released, r.created_at AS "reservedAt"
       FROM users.credit_entries r
       LEFT JOIN users.credit_entries s ON s.cause = r.cause AND s.kind = 'settle'
       LEFT JOIN users.credit_entries l ON l.cause = r.cause AND l.kind = 'release'
       WHERE r.user_id = $1 AND r.kind = 'reserve' AND ($2::bigint IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`,
      [userId, cursor ?? null, limit + 1],
    );
    const generations = rows.slice(0, limit).map(({ id: _, reservedAt, ...row }) => ({ ...row, reservedAt: reservedAt.toISOString() }));
    return { generations, nextCursor: rows.length > limit ? rows[limit - 1]!.id : null };
  }
}
