import { BudgetReached, type DataOf, NotificationSent } from '@polyreel/contracts';
import { Handles, type Received } from '@polyreel/messaging';
import { NoticeBoard } from './notice.board.js';
import { WebhookCalls } from './webhooks/webhook.calls.js';

/** Tells people and their servers that a budget runs out or has run out: once in a month for each budget, and again where it was raised. */
@Handles(BudgetReached, { emits: [NotificationSent] })
export class TellOfBudgets {
  constructor(
    private readonly calls: WebhookCalls,
    private readonly notices: NoticeBoard,
  ) {}

  async handle({ userId, ...reached }: DataOf<typeof BudgetReached>, { time: at }: Received) {
    const { keyId, percent, spentCredits: spent, budgetCredits: budget, month } = reached;
    const cause = `budget:${keyId ?? 'own'}:${month}:${percent}:${budget}`;
    await this.calls.make({ userId, event: 'budget.reached', cause, at, data: reached });
    const letter = percent === 80 ? 'budget_80' : 'budget_100';
    return this.notices.post({ userId, kind: 'budget_reached', letter, cause, values: { month, spent, budget } });
  }
}
