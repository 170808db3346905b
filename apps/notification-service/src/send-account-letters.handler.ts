import { AccountLetterRequested, type DataOf } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { Deliveries } from './deliveries/deliveries.repository.js';
import type { MailContent } from './mail/mail.courier.js';
import { People } from './people.repository.js';

/** Sends letters with a signed link. The link is fetched when the letter goes, and stands in no row of ours. */
@Handles(AccountLetterRequested)
export class SendAccountLetters {
  constructor(
    private readonly people: People,
    private readonly deliveries: Deliveries,
  ) {}

  async handle({ userId, letterId, kind }: DataOf<typeof AccountLetterRequested>): Promise<void> {
    if (await this.people.hasLeft(userId)) return;
    const content = JSON.stringify({ letterId } satisfies MailContent);
    await this.deliveries.add({ method: 'email', userId, kind, messageId: letterId, target: 'email', lane: 'email', content });
  }
}
