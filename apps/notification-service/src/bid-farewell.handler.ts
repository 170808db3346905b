import { AccountErased, type DataOf } from '@polyreel/contracts';
import { derivedId, Handles } from '@polyreel/messaging';
import { Deliveries } from './deliveries/deliveries.repository.js';
import type { MailContent } from './mail/mail.courier.js';
import { People } from './people.repository.js';

/** Writes the last letter, when every service has said that nothing is left. */
@Handles(AccountErased)
export class BidFarewell {
  constructor(
    private readonly people: People,
    private readonly deliveries: Deliveries,
  ) {}

  async handle({ userId }: DataOf<typeof AccountErased>): Promise<void> {
    const gone = await this.people.departed(userId);
    if (!gone?.email) return;
    const content = JSON.stringify({ letter: 'account_erased', values: {} } satisfies MailContent);
    const messageId = derivedId('account_erased', userId);
    await this.deliveries.add({ method: 'email', userId, kind: 'account_erased', messageId, target: 'email', lane: 'email', content });
  }
}
