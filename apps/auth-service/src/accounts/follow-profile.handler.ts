import { type DataOf, UserLoggedOut, UserProfileUpdated } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { ApiKeys } from '../keys/api-keys.repository.js';
import { Revoking } from '../sessions/revoking.service.js';
import { SessionCommands } from '../sessions/session.commands.js';
import { Accounts } from './accounts.repository.js';

/** Keeps tier and suspension for the tokens. Tokens that say otherwise end at once; the sessions of whoever is suspended end too. */
@Handles(UserProfileUpdated, { emits: [UserLoggedOut] })
export class FollowProfile {
  constructor(
    private readonly accounts: Accounts,
    private readonly keys: ApiKeys,
    private readonly sessions: SessionCommands,
    private readonly revoking: Revoking,
  ) {}

  async handle({ userId, profileChanges: { tier, suspended, locale } }: DataOf<typeof UserProfileUpdated>) {
    const account = await this.accounts.held(userId);
    if (!account) return;
    await this.accounts.change(userId, { tier, suspended, locale });
    const told = (tier ?? account.tier) === account.tier && (suspended ?? account.suspended) === account.suspended;
    if (told) return;
    for (const keyId of await this.keys.idsOf(userId)) await this.revoking.end('key', keyId);
    await this.revoking.end('user', userId);
    if (!suspended) return;
    return this.sessions.end({ userId }, 'by_admin');
  }
}
