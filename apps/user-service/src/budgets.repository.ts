import { Database } from '@polyreel/database';
import type { BudgetView } from '@polyreel/http-api';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';

const ACCOUNT = 'account';
const STOP = 100;
/** Keys come and go; more budgets than this are nobody's need. */
const MOST_KEY_BUDGETS = 100;

/** A budget as the database has it. Its scope is `account`, or the id of an API key. */
export interface BudgetStanding {
  scope: string;
  credits: number | null;
  spent: number;
}

/** How much people let themselves, and each of their API keys, spend in a calendar month. */
@Injectable()
export class Budgets {
  constructor(private readonly database: Database) {}

  /** Sets a budget, or takes it away. */
  async set(userId: string, keyId: string | undefined, credits: number | null): Promise<void> {
    const scope = keyId ?? ACCOUNT;
    if (credits === null) {
      await this.database.query(`DELETE FROM users.budgets WHERE user_id = $1 AND scope = $2`, [userId, scope]);
      return;
    }
    const written = await this.database.query(
      `INSERT INTO users.budgets (user_id, scope, credits)
       SELECT $1, $2, $3 WHERE (SELECT count(*) FROM users.budgets WHERE user_id = $1 AND scope <> $2) <= ${MOST_KEY_BUDGETS}
       ON CONFLICT (user_id, scope) DO UPDATE SET credits = excluded.credits RETURNING 1 AS written`,
      [userId, scope, credits],
    );
    if (written.length === 0) throw new AppError('too_many_budgets', `At most ${MOST_KEY_BUDGETS} keys may have a budget.`, 409);
  }

  /** The account's budget first, with what it has spent also where there is none; then those of its keys. */
  async of(userId: string): Promise<[account: BudgetView, ...keys: BudgetView[]]> {
    const [account, ...keys] = (await this.database.query<BudgetStanding>(`SELECT * FROM users.budget_standings($1, NULL)`, [userId])).map(
      viewOf,
    );
    return [account!, ...keys];
  }
}

export const viewOf = ({ scope, credits, spent }: BudgetStanding): BudgetView => ({
  ...(scope === ACCOUNT ? {} : { keyId: scope }),
  credits,
  spent,
  percent: credits === null ? null : credits === 0 ? STOP : Math.floor((spent * 100) / credits),
});
