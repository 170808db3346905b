import { type DataOf, EmailVerified, NotificationSent, UserAuthenticated, UserProfileUpdated, UserRegistered } from '@polyreel/contracts';
import { Handles, type Received } from '@polyreel/messaging';
import { type Notice, NoticeBoard } from './notice.board.js';
import { People } from './people.repository.js';

/** An account says again that its address is confirmed whenever a link to it is opened; so long after the first time that is news. */
const NEWS_MS = 24 * 3_600_000;

/**
 * Keeps how people are reached, and welcomes who is new: by letter once the address is confirmed. Whoever signs in says so once more: it may
 * have been confirmed before anybody listened here, or before what was heard got lost.
 */
@Handles([UserRegistered, UserProfileUpdated, EmailVerified, UserAuthenticated], { emits: [NotificationSent] })
export class KnowPeople {
  constructor(
    private readonly people: People,
    private readonly notices: NoticeBoard,
  ) {}

  async handle(
    told: DataOf<typeof UserRegistered | typeof UserProfileUpdated | typeof EmailVerified | typeof UserAuthenticated>,
    { time }: Pick<Received, 'time'>,
  ) {
    const { userId } = told;
    if ('profileChanges' in told) {
      const { email, locale } = told.profileChanges;
      if (email ?? locale) await this.people.learn(userId, { email, locale }, told.updatedAt);
      return [];
    }
    if ('authenticatedAt' in told) {
      const { verifiedEmail: email, authenticatedAt } = told;
      if (!email) return [];
      await this.people.learn(userId, { email }, authenticatedAt);
      await this.people.confirm(userId, email, authenticatedAt);
      return [];
    }
    if ('verifiedAt' in told) {
      const first = await this.people.confirm(userId, told.email, told.verifiedAt);
      // A letter that went out is remembered for longer than this is news: nobody is welcomed twice.
      if (first && Date.parse(time) - Date.parse(told.verifiedAt) < NEWS_MS) await this.notices.writeOf(welcome(userId));
      return [];
    }
    await this.people.learn(userId, { email: told.email, locale: told.locale }, told.registeredAt);
    return this.notices.post(welcome(userId));
  }
}

const welcome = (userId: string): Notice => ({ userId, kind: 'welcome', letter: 'welcome', cause: 'welcome', values: {} });
