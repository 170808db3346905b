import { type Emitted, UserRegistered } from '@polyreel/contracts';
import type { AccessView, Role } from '@polyreel/http-api';
import { Database } from '@polyreel/database';
import { EventPublisher } from '@polyreel/messaging';
import { AppError, type Caller } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Account } from '../accounts/account.model.js';
import { Accounts } from '../accounts/accounts.repository.js';
import { ApiKeys } from '../keys/api-keys.repository.js';
import { LetterLinks } from '../letters/letter.links.js';
import { Letters } from '../letters/letters.repository.js';
import { Revoking } from '../sessions/revoking.service.js';
import { SessionCommands } from '../sessions/session.commands.js';

/** What an operator may do about somebody's access. Whatever they hold by then says something else, so it ends at once. */
@Injectable()
export class OperatorCommands {
  constructor(
    private readonly accounts: Accounts,
    private readonly keys: ApiKeys,
    private readonly letters: Letters,
    private readonly links: LetterLinks,
    private readonly sessions: SessionCommands,
    private readonly revoking: Revoking,
    private readonly publisher: EventPublisher,
    private readonly database: Database,
  ) {}

  /** Throws `user_not_found`. */
  async view(userId: string): Promise<AccessView> {
    const account = found(await this.accounts.byId(userId));
    const { providers, sessions } = await this.accounts.ways(userId);
    const { email, emailVerifiedAt, role, locked, suspended, passwordHash } = account;
    const flags = { emailVerified: emailVerifiedAt !== null, hasPassword: passwordHash !== null };
    return { userId, email, role, locked, suspended, ...flags, providers, sessions };
  }

  /** Throws `last_admin` where nobody would be left who could undo it. */
  async changeRole(userId: string, role: Role): Promise<void> {
    await this.publisher.commit(async () => {
      const account = await this.heldForRoles(userId);
      if (account.role === role) return [];
      if (account.role === 'admin' && (await this.accounts.admins()) <= 1)
        throw new AppError('last_admin', 'Nobody else is an admin: make another one first.', 409);
      await this.accounts.change(userId, { role });
      await this.endTokens(userId);
      return [];
    });
  }

  /** Whoever is locked out signs in nowhere. Throws `last_admin` for who would lock themselves out. */
  async lock(userId: string, locked: boolean, operator: Caller): Promise<void> {
    await this.publisher.commit(async () => {
      if (locked && userId === operator.userId) throw new AppError('last_admin', 'Nobody locks themselves out.', 409);
      const account = found(await this.accounts.held(userId));
      if (account.locked === locked) return [];
      await this.accounts.change(userId, { locked });
      await this.endTokens(userId);
      return locked ? this.sessions.end({ userId }, 'by_admin') : [];
    });
  }

  /** Ends every session of somebody; they may sign in again. */
  async signOut(userId: string): Promise<void> {
    await this.publisher.commit(async () => {
      found(await this.accounts.held(userId));
      return this.sessions.end({ userId }, 'by_admin');
    });
  }

  /** An account for an operator, or the one there is made an operator's; answers the link to choose a password with, which holds once. */
  async makeAdmin(email: string, locale: string): Promise<{ userId: string; link: string; validUntil: Date }> {
    let letter: { letterId: string; validUntil: Date; userId: string } | undefined;
    await this.publisher.commit(async () => {
      await this.lockRoles();
      const said: Emitted[] = [];
      const fresh = { userId: randomUUID(), email, emailVerifiedAt: null, passwordHash: null, role: 'admin', locale } as const;
      const added = await this.accounts.add(fresh);
      const { userId } = added ?? found(await this.accounts.byEmail(email));
      if (added) said.push(UserRegistered({ userId, email, locale, registeredAt: new Date().toISOString() }));
      else await this.accounts.change(userId, { role: 'admin' });
      await this.endTokens(userId);
      await this.letters.end(userId);
      // Not said: whoever runs the command hands the link on, and no letter goes out.
      const { letterId, validUntil } = await this.letters.send(userId, email, 'reset_password');
      letter = { letterId, validUntil, userId };
      return said;
    });
    const { letterId, validUntil, userId } = letter!;
    return { userId, validUntil, link: await this.links.linkOf({ letterId, kind: 'reset_password', validUntil, locale }) };
  }

  private async heldForRoles(userId: string): Promise<Account> {
    await this.lockRoles();
    return found(await this.accounts.held(userId));
  }

  /** Two admins who depose each other at once must not both succeed. */
  private async lockRoles(): Promise<void> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtext('auth.accounts.role'))`);
  }

  private async endTokens(userId: string): Promise<void> {
    for (const keyId of await this.keys.idsOf(userId)) await this.revoking.end('key', keyId);
    await this.revoking.end('user', userId);
  }
}

function found(account: Account | undefined): Account {
  if (!account) throw new AppError('user_not_found', 'There is no such user.', 404);
  return account;
}
