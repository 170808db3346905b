import { type DataOf, UserLoggedOut } from '@polyreel/contracts';
import { Handles, type Received } from '@polyreel/messaging';
import { UserSessions } from './user-sessions.repository.js';

/** Takes a session, or all of somebody, off the list. */
@Handles(UserLoggedOut)
export class EndSession {
  constructor(private readonly sessions: UserSessions) {}

  async handle({ userId, sessionId }: DataOf<typeof UserLoggedOut>, { time }: Received) {
    await this.sessions.end(userId, sessionId, time);
  }
}
