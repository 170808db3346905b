import { type Emitted, UserRegistered } from '@polyreel/contracts';
import type { LoginRequest, RegisterRequest, Tokens } from '@polyreel/http-api';
import { EventPublisher } from '@polyreel/messaging';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { AuthConfig } from '../auth.config.js';
import { Letters } from '../letters/letters.repository.js';
import { GuessBrake } from '../passwords/guess.brake.js';
import { PasswordHasher } from '../passwords/password.hasher.js';
import { PasswordRules } from '../passwords/password.rules.js';
import { SessionCommands } from '../sessions/session.commands.js';
import type { Whereabouts } from '../sessions/session.model.js';
import { Sessions } from '../sessions/sessions.repository.js';
import { Accounts } from './accounts.repository.js';

const wrong = () =>
  new AppError('credentials_wrong', 'The address or the password is wrong, or the address has not been verified yet.', 401);

/** What somebody may do who has not shown who they are. Nothing here tells whether an address is known. */
@Injectable()
export class AccountCommands {
  constructor(
    private readonly accounts: Accounts,
    private readonly letters: Letters,
    private readonly sessions: Sessions,
    private readonly sessionCommands: SessionCommands,
    private readonly hasher: PasswordHasher,
    private readonly rules: PasswordRules,
    private readonly brake: GuessBrake,
    private readonly publisher: EventPublisher,
    private readonly config: AuthConfig,
  ) {}

  /** A new address gets an account and a letter; one that waits to be verified another letter; one that is in use a letter about its password. */
  async register({ email, password, locale }: RegisterRequest): Promise<void> {
    await this.rules.check(password, email);
    const passwordHash = await this.hasher.hash(password);
    await this.publisher.commit(async () => {
      const fresh = { userId: randomUUID(), email, emailVerifiedAt: null, passwordHash, role: 'user', locale } as const;
      const added = await this.accounts.add(fresh);
      if (!added) return this.registerAgain(email, passwordHash);
      const { userId } = added;
      const registered = UserRegistered({ userId, email, locale, registeredAt: new Date().toISOString() });
      return [registered, ...(await this.letters.write(userId, email, 'verify_email', passwordHash))];
    });
  }

  /** Throws `credentials_wrong`, `too_many_attempts` or, for the owner, `account_suspended` and `account_locked`. */
  async login({ email, password }: LoginRequest, where: Whereabouts): Promise<Tokens> {
    const account = await this.accounts.byEmail(email);
    const address = where.address ?? '';
    const known = await this.sessions.isKnown(account?.userId ?? '', address);
    const guess = await this.brake.guess(email, address, known);
    const right = await this.hasher.matches(password, account?.passwordHash);
    if (!account || !right || (this.config.SIGN_IN_NEEDS_VERIFIED_EMAIL && !account.emailVerifiedAt)) throw wrong();
    await guess.right();
    if (this.hasher.isWeak(account.passwordHash!))
      await this.accounts.change(account.userId, { password_hash: await this.hasher.hash(password) });
    return this.sessionCommands.begin('password', where, () => account);
  }

  /** Another letter to verify an address that waits for it. */
  async resend(email: string): Promise<void> {
    await this.publisher.commit(async () => {
      const account = await this.accounts.byEmail(email);
      if (!account || account.emailVerifiedAt) return [];
      const chosen = await this.letters.chosenWith(account.userId, 'verify_email');
      return this.letters.write(account.userId, email, 'verify_email', chosen);
    });
  }

  /** A letter to choose a new password. */
  async forgot(email: string): Promise<void> {
    await this.publisher.commit(async () => {
      const account = await this.accounts.byEmail(email);
      return account ? this.letters.write(account.userId, email, 'reset_password') : [];
    });
  }

  private async registerAgain(email: string, passwordHash: string): Promise<Emitted[]> {
    const account = await this.accounts.byEmail(email);
    if (!account) return [];
    if (account.emailVerifiedAt) return this.letters.write(account.userId, email, 'reset_password');
    return this.letters.write(account.userId, email, 'verify_email', passwordHash);
  }
}
