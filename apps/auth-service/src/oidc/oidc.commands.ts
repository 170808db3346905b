import { EmailVerified, UserRegistered } from '@polyreel/contracts';
import { EmailAddress, type OidcExchangeRequest, type Tokens } from '@polyreel/http-api';
import { EventPublisher } from '@polyreel/messaging';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Accounts } from '../accounts/accounts.repository.js';
import { type Entrance, SessionCommands } from '../sessions/session.commands.js';
import type { Whereabouts } from '../sessions/session.model.js';
import { LinkedIdentities } from './identities.repository.js';
import type { Claims } from './oidc.client.js';
import { SignInCodes } from './sign-in-codes.repository.js';

/** Signs in whoever a provider vouches for. */
@Injectable()
export class OidcCommands {
  constructor(
    private readonly accounts: Accounts,
    private readonly identities: LinkedIdentities,
    private readonly sessions: SessionCommands,
    private readonly codes: SignInCodes,
    private readonly publisher: EventPublisher,
  ) {}

  /** Throws `oidc_email_unverified`, `oidc_email_taken`, `account_suspended` or `account_locked`. */
  signIn(claims: Claims, where: Whereabouts): Promise<Tokens> {
    return this.sessions.begin('oidc', where, () => this.entrance(claims));
  }

  /** The same for a web page, which shows the code with the verifier of its challenge. Throws as signIn() does, but for what the exchange finds. */
  async codeFor(claims: Claims, challenge: string): Promise<string> {
    let code = '';
    await this.publisher.commit(async () => {
      const { userId, said = [] } = await this.entrance(claims);
      code = await this.codes.issue(userId, challenge);
      return said;
    });
    return code;
  }

  /** Throws `oidc_code_invalid`, `account_suspended` or `account_locked`. */
  exchange({ code, verifier }: OidcExchangeRequest, where: Whereabouts): Promise<Tokens> {
    return this.sessions.begin('oidc', where, async () => {
      const userId = await this.codes.redeem(code, verifier);
      if (userId) return { userId };
      throw new AppError('oidc_code_invalid', 'This code was used, is too old, or was not made for you. Begin again.', 401);
    });
  }

  /**
   * By issuer and subject, who never change; for the first time by the address, if the issuer says that it is theirs. It leads to an account
   * only where that one's address was verified here as well: else somebody could have registered it beforehand, and would share it.
   */
  private async entrance({ issuer, subject, verifiedEmail }: Claims): Promise<Entrance> {
    const known = await this.identities.ownerOf(issuer, subject);
    if (known) return { userId: known };
    const email = EmailAddress.safeParse(verifiedEmail).data;
    if (!email) throw new AppError('oidc_email_unverified', 'The provider names no address that it has verified.', 403);
    const fresh = { userId: randomUUID(), email, emailVerifiedAt: new Date(), passwordHash: null, role: 'user', locale: 'en' } as const;
    const added = await this.accounts.add(fresh);
    const account = added ?? (await this.accounts.byEmail(email));
    if (!account?.emailVerifiedAt)
      throw new AppError(
        'oidc_email_taken',
        'This address was registered here and never verified. Open the letter that it was sent first.',
        409,
      );
    const { userId } = account;
    await this.identities.link(issuer, subject, userId);
    if (!added) return { userId };
    const now = new Date().toISOString();
    return {
      userId,
      said: [UserRegistered({ userId, email, locale: 'en', registeredAt: now }), EmailVerified({ userId, email, verifiedAt: now })],
    };
  }
}
