import { type DataOf, UserAuthenticated } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { UserSessions } from './user-sessions.repository.js';

/** Puts a sign-in on the list. */
@Handles(UserAuthenticated)
export class BeginSession {
  constructor(private readonly sessions: UserSessions) {}

  async handle(authenticated: DataOf<typeof UserAuthenticated>) {
    await this.sessions.begin(authenticated);
  }
}
