import { EmailVerified, type EmittedBy } from '@polyreel/contracts';
import { EventPublisher } from '@polyreel/messaging';
import { AppError, type Caller } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { LetterLinks } from '../letters/letter.links.js';
import { type LetterKind, Letters, type Opened } from '../letters/letters.repository.js';
import { GuessBrake } from '../passwords/guess.brake.js';
import { PasswordHasher } from '../passwords/password.hasher.js';
import { PasswordRules } from '../passwords/password.rules.js';
import { SessionCommands } from '../sessions/session.commands.js';
import { Accounts } from './accounts.repository.js';

const linkEnded = () => new AppError('link_invalid', 'This link holds no longer, or never did. Ask for another letter.', 400);

/** What follows from a link in a letter, and from knowing the password that one has. */
@Injectable()
export class PasswordCommands {
  constructor(
    private readonly accounts: Accounts,
    private readonly letters: Letters,
    private readonly links: LetterLinks,
    private readonly sessionCommands: SessionCommands,
    private readonly hasher: PasswordHasher,
    private readonly rules: PasswordRules,
    private readonly brake: GuessBrake,
    private readonly publisher: EventPublisher,
  ) {}

  /** Answers the address that is verified now. Throws `link_invalid`. */
  async verifyEmail(token: string): Promise<string> {
    const letterId = (await this.links.letterOf(token, 'verify_email')) ?? '';
    let email = '';
    await this.publisher.commit(async () => {
      const { letter, said } = await this.opened(letterId, 'verify_email');
      email = letter.email;
      await this.letters.end(letter.userId);
      const account = await this.accounts.held(letter.userId);
      if (!letter.passwordHash || letter.passwordHash === account?.passwordHash) return said;
      // Somebody else chose the password before: what they hold ends.
      await this.accounts.change(letter.userId, { password_hash: letter.passwordHash });
      return [...said, ...(await this.sessionCommands.end({ userId: letter.userId }, 'password_changed'))];
    });
    return email;
  }

  /** Ends every session: whoever else knew the old password is out. Throws `link_invalid` or `password_too_common`. */
  async reset(token: string, password: string, address = ''): Promise<void> {
    const letterId = (await this.links.letterOf(token, 'reset_password')) ?? '';
    const letter = await this.letters.one(letterId);
    if (!letter) throw linkEnded();
    await this.rules.check(password, letter.email);
    const passwordHash = await this.hasher.hash(password);
    await this.publisher.commit(async () => {
      const {
        letter: { userId },
        said,
      } = await this.opened(letterId, 'reset_password');
      await this.accounts.held(userId);
      await this.accounts.change(userId, { password_hash: passwordHash });
      await this.letters.end(userId);
      return [...said, ...(await this.sessionCommands.end({ userId }, 'password_changed'))];
    });
    await this.brake.release(letter.email, address);
  }

  /** Ends every other session. Throws `credentials_wrong`, `password_too_common`, or `password_not_set` where there is none to know. */
  async change({ userId, sessionId, address = '' }: Caller, current: string, next: string): Promise<void> {
    const account = await this.accounts.byId(userId);
    if (!account || !sessionId) throw new AppError('session_needed', 'Only somebody who has signed in has a password to change.', 403);
    if (!account.passwordHash) throw new AppError('password_not_set', 'There is no password yet: ask for a letter to choose one.', 409);
    const guess = await this.brake.guess(account.email, address, true);
    if (!(await this.hasher.matches(current, account.passwordHash)))
      throw new AppError('credentials_wrong', 'This is not your password.', 401);
    await guess.right();
    await this.rules.check(next, account.email);
    const passwordHash = await this.hasher.hash(next);
    await this.publisher.commit(async () => {
      await this.accounts.held(userId);
      await this.accounts.change(userId, { password_hash: passwordHash });
      await this.letters.end(userId);
      return this.sessionCommands.end({ userId, except: sessionId }, 'password_changed');
    });
  }

  /** Whoever opens a letter has its address. */
  private async opened(letterId: string, kind: LetterKind): Promise<{ letter: Opened; said: EmittedBy<typeof EmailVerified>[] }> {
    const letter = await this.letters.open(letterId, kind);
    const since = letter && (await this.accounts.verify(letter.userId, letter.email));
    if (!since) throw linkEnded();
    const { userId, email } = letter;
    return { letter, said: [EmailVerified({ userId, email, verifiedAt: since.toISOString() })] };
  }
}
