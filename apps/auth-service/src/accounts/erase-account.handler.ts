import { AccountDataErased, AccountDeleted, type DataOf, UserLoggedOut } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { ApiKeys } from '../keys/api-keys.repository.js';
import { Revoking } from '../sessions/revoking.service.js';
import { SessionCommands } from '../sessions/session.commands.js';
import { Accounts } from './accounts.repository.js';

/** Removes the account with everything that somebody could come in with. */
@Handles(AccountDeleted, { emits: [UserLoggedOut, AccountDataErased] })
export class EraseAccount {
  constructor(
    private readonly accounts: Accounts,
    private readonly keys: ApiKeys,
    private readonly sessions: SessionCommands,
    private readonly revoking: Revoking,
  ) {}

  async handle({ userId }: DataOf<typeof AccountDeleted>) {
    await this.accounts.held(userId);
    const keys = await this.keys.idsOf(userId);
    for (const keyId of keys) await this.revoking.end('key', keyId);
    const left = await this.sessions.end({ userId }, 'account_deleted');
    const accounts = (await this.accounts.remove(userId)) ? 1 : 0;
    return [...left, AccountDataErased({ userId, service: 'auth-service', erased: { accounts, apiKeys: keys.length } })];
  }
}
