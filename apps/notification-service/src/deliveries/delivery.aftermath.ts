import type { Emitted } from '@polyreel/contracts';
import { Injectable } from '@nestjs/common';
import { NoticeBoard } from '../notice.board.js';
import { People } from '../people.repository.js';
import { PushSubscriptions } from '../push/push-subscriptions.repository.js';
import { Webhooks } from '../webhooks/webhooks.repository.js';
import { Deliveries } from './deliveries.repository.js';
import type { LeasedDelivery, Outcome } from './delivery.types.js';

/** What follows from how a delivery went, in the transaction that writes it down. */
@Injectable()
export class DeliveryAftermath {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly subscriptions: PushSubscriptions,
    private readonly people: People,
    private readonly deliveries: Deliveries,
    private readonly notices: NoticeBoard,
  ) {}

  /** `ended`: there is no further try. */
  async of(delivery: LeasedDelivery, outcome: Outcome, ended: boolean): Promise<readonly Emitted[]> {
    const { method, target, kind, userId, webhookId } = delivery;
    const gone = outcome.kind === 'failed' && (outcome.status === 410 || (method === 'push' && outcome.status === 404));
    if (method === 'push' && gone) await this.subscriptions.remove(target);
    if (kind === 'account_erased' && ended) await this.people.forgetAddress(userId);
    if (!webhookId) return [];
    if (outcome.kind === 'delivered') await this.webhooks.wentWell(webhookId);
    const disabled = outcome.kind === 'failed' ? await this.webhooks.wentWrong(webhookId, gone) : undefined;
    if (!disabled) return [];
    await this.deliveries.cancelOf(webhookId, 'the endpoint was taken out of use');
    return this.notices.post({
      userId,
      kind: 'webhook_disabled',
      letter: 'webhook_disabled',
      cause: `webhook:${webhookId}:disabled:${disabled.failingSince.toISOString()}`,
      values: { url: disabled.url },
    });
  }
}
