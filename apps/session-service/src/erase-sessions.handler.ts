import { AccountDataErased, AccountDeleted, type DataOf } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { UserSessions } from './user-sessions.repository.js';

/** Forgets where somebody was signed in. */
@Handles(AccountDeleted, { emits: [AccountDataErased] })
export class EraseSessions {
  constructor(private readonly sessions: UserSessions) {}

  async handle({ userId, deletedAt }: DataOf<typeof AccountDeleted>) {
    // A sign-in that is told of late must not put them on the list again.
    await this.sessions.end(userId, undefined, deletedAt);
    const sessions = await this.sessions.erase(userId);
    return AccountDataErased({ userId, service: 'session-service', erased: { sessions } });
  }
}
