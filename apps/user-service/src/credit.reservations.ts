import { BudgetReached } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import type { BudgetView, Reservation } from '@polyreel/http-api';
import { EventPublisher } from '@polyreel/messaging';
import { AppError, type Caller } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { type BudgetStanding, viewOf } from './budgets.repository.js';
import { TO_BE_TOLD } from './reserve-credits.migration.js';
import { monthlyCredits } from './tiers.loader.js';

interface Asked {
  generationId: string;
  credits: number;
}

/** What came of asking: what is told stands also where it was refused. */
interface Outcome {
  outcome: 'reserved' | 'differs' | 'closed' | 'suspended' | 'exhausted' | 'insufficient';
  balance: number;
  exceeded: BudgetStanding | null;
  notices: (BudgetStanding & { month: string; percent: 80 | 100 })[];
}

const RESERVE = `SELECT * FROM users.reserve_credits($1, $2, $3, $4, $5, $6, $7, $8)`;

/** Sets credits aside for a generation before it is accepted: one statement, in which the account is locked for as long as it runs. */
@Injectable()
export class Reservations {
  constructor(
    private readonly database: Database,
    private readonly publisher: EventPublisher,
  ) {}

  /**
   * Asked twice for one generation, it is one reservation. Throws `credits_insufficient` or `budget_exhausted` (402), `account_suspended` or
   * `account_closed` (403), and `reservation_differs` (409) where the generation has one that is somebody else's, over, or of another size.
   */
  async reserve(caller: Caller, asked: Asked): Promise<Reservation> {
    const outcome = (await this.silently(caller, asked)) ?? (await this.telling(caller, asked));
    return granted(outcome, asked);
  }

  /** Undefined, and nothing was done, where something is to be told of a budget. */
  private async silently(caller: Caller, asked: Asked): Promise<Outcome | undefined> {
    try {
      return (await this.database.statement<Outcome>(RESERVE, valuesOf(caller, asked, false)))[0];
    } catch (error) {
      if ((error as { code?: unknown }).code === TO_BE_TOLD) return undefined;
      throw error;
    }
  }

  /** The same in one commit with the events of budgets that have been reached. */
  private async telling(caller: Caller, asked: Asked): Promise<Outcome> {
    const { userId } = caller;
    let outcome: Outcome | undefined;
    await this.publisher.commit(async () => {
      [outcome] = await this.database.query<Outcome>(RESERVE, valuesOf(caller, asked, true));
      return outcome!.notices.map(({ scope, percent, spent: spentCredits, credits: budgetCredits, month }) =>
        BudgetReached({ userId, ...keyOf(scope), percent, spentCredits, budgetCredits: budgetCredits!, month }),
      );
    });
    return outcome!;
  }
}

const keyOf = (scope: string) => (scope === 'account' ? {} : { keyId: scope });

/** An operator's reservation may leave less than nothing. */
const valuesOf = ({ userId, keyId, role, tier }: Caller, { generationId, credits }: Asked, tells: boolean): unknown[] => [
  ...[userId, generationId, credits, keyId ?? null, role === 'admin', tier],
  ...[JSON.stringify(monthlyCredits), tells],
];

function granted({ outcome, balance, exceeded }: Outcome, { generationId, credits }: Asked): Reservation {
  switch (outcome) {
    case 'reserved':
      return { generationId, credits, balance };
    case 'differs':
      throw new AppError('reservation_differs', 'Credits were reserved for this generation otherwise.', 409);
    case 'closed':
      throw new AppError('account_closed', 'This account is closed.', 403);
    case 'suspended':
      throw new AppError('account_suspended', 'This account is suspended.', 403);
    case 'insufficient':
      throw insufficient(balance, credits);
    case 'exhausted':
      throw exhausted(viewOf(exceeded!), credits);
  }
}

const insufficient = (balance: number, needed: number) =>
  new AppError('credits_insufficient', `This takes up to ${needed} credits; there are ${balance}.`, 402, { needed, balance });

const exhausted = ({ keyId, credits, spent }: BudgetView, needed: number) =>
  new AppError(
    'budget_exhausted',
    `This takes up to ${needed} credits; of the ${credits} that ${keyId ? 'this key' : 'the account'} may spend in a month, ${spent} are spent or set aside.`,
    402,
    { needed, budget: credits, spent, ...(keyId ? { keyId } : {}) },
  );
