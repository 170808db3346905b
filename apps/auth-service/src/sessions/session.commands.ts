import { ACCESS_TOKEN_SECONDS } from '@polyreel/access';
import { type Emitted, type EmittedBy, UserAuthenticated, UserLoggedOut } from '@polyreel/contracts';
import type { Tokens } from '@polyreel/http-api';
import { EventPublisher } from '@polyreel/messaging';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';
import type { Account } from '../accounts/account.model.js';
import { Accounts } from '../accounts/accounts.repository.js';
import { AccessTokens } from '../signing/access-token.issuer.js';
import { DerivedSecrets } from '../signing/derived.secrets.js';
import { readRefreshToken, RefreshTokens } from './refresh.token.js';
import { Revoking } from './revoking.service.js';
import type { EndReason, Method, Session, Whereabouts } from './session.model.js';
import { type DatedSession, Sessions } from './sessions.repository.js';

/** How long the very same client may ask once more for what it was just given: its answer got lost on the way. */
const GRACE_MS = 10_000;
/** Signed in at more places than this, somebody is signed out where they were longest ago. */
const MOST_SESSIONS = 100;

/** What a refresh came to. `reused` has ended the session: the token was used before, so two hold it, and one of them is a thief. */
type Turned = { account: Account; session: DatedSession; issuedAt: Date } | 'reused' | 'over';

/** Who comes in, and what has to be said of it first. */
export interface Entrance {
  userId: string;
  said?: readonly Emitted[];
}

/** Sessions begin, go on and end here. Each is one transaction with the events that it leads to. */
@Injectable()
export class SessionCommands {
  private readonly refreshTokens: RefreshTokens;

  constructor(
    private readonly sessions: Sessions,
    private readonly accounts: Accounts,
    private readonly revoking: Revoking,
    private readonly accessTokens: AccessTokens,
    private readonly publisher: EventPublisher,
    secrets: DerivedSecrets,
  ) {
    this.refreshTokens = new RefreshTokens(secrets.for('refresh tokens'));
  }

  /** For whoever has just proved who they are. `whose` runs in the transaction: it tells who they are, and what is to be said before. */
  async begin(method: Method, where: Whereabouts, whose: () => Promise<Entrance> | Entrance): Promise<Tokens> {
    let begun: { account: Account; session: DatedSession } | undefined;
    await this.publisher.commit(async () => {
      const { userId, said = [] } = await whose();
      const account = mayEnter(await this.accounts.held(userId));
      if (!account.emailVerifiedAt) await this.accounts.entered(userId);
      const session = await this.sessions.begin(randomUUID(), userId, method, where, randomBytes(32));
      begun = { account, session };
      const crowd = (await this.sessions.beyond(userId, MOST_SESSIONS)).map((sessionId) => this.end({ userId, sessionId }, 'asked'));
      const { sessionId, now } = session;
      const verifiedEmail = account.emailVerifiedAt ? account.email : undefined;
      const authenticated = UserAuthenticated({ userId, sessionId, authenticatedAt: now.toISOString(), method, verifiedEmail, ...where });
      return [...said, ...(await Promise.all(crowd)).flat(), authenticated];
    });
    return this.tokensFor(begun!.account, begun!.session, begun!.session.now);
  }

  /** Throws `refresh_token_invalid`, or `refresh_token_reused` when somebody else has used it. */
  async refresh(token: string, where: Whereabouts): Promise<Tokens> {
    let outcome: Turned = 'over';
    await this.publisher.commit(async () => {
      outcome = await this.turned(token, where);
      const session = readRefreshToken(token);
      if (outcome !== 'reused' || !session) return [];
      const userId = (await this.sessions.ownerOf(session.sessionId))!;
      return this.end({ userId, sessionId: session.sessionId }, 'reuse_detected');
    });
    return this.answered(outcome);
  }

  /** Ends what still runs: one session of somebody, or all of them but `except`. Joins the open transaction; answers what is to be said of it. */
  async end(of: { userId: string; sessionId?: string; except?: string }, reason: EndReason): Promise<EmittedBy<typeof UserLoggedOut>[]> {
    const ended = await this.sessions.end(of, reason);
    for (const id of ended) await this.revoking.end('session', id);
    if (of.sessionId || of.except) return ended.map((sessionId) => UserLoggedOut({ userId: of.userId, sessionId, reason }));
    await this.revoking.end('user', of.userId);
    return [UserLoggedOut({ userId: of.userId, reason })];
  }

  private async turned(token: string, where: Whereabouts): Promise<Turned> {
    const shown = readRefreshToken(token);
    const owner = shown && (await this.sessions.ownerOf(shown.sessionId));
    if (!shown || !owner) return 'over';
    const account = await this.accounts.held(owner);
    const session = await this.sessions.held(shown.sessionId);
    if (!account || !session || !this.refreshTokens.isGenuine(shown, session.seed)) return 'over';
    if (session.endedAt || session.lapsed || account.suspended || account.locked) return 'over';
    if (shown.turn === session.turn) {
      const issuedAt = await this.sessions.turn(session, where);
      return { account, session: { ...session, turn: session.turn + 1, turnedAt: issuedAt }, issuedAt };
    }
    return isRetry(session, shown.turn, where) ? { account, session, issuedAt: session.now } : 'reused';
  }

  private async answered(outcome: Turned): Promise<Tokens> {
    if (outcome === 'over') throw new AppError('refresh_token_invalid', 'This session is over. Sign in again.', 401);
    if (outcome === 'reused')
      throw new AppError('refresh_token_reused', 'This token was used before, so the session was ended for safety. Sign in again.', 401);
    return this.tokensFor(outcome.account, outcome.session, outcome.issuedAt);
  }

  private async tokensFor(account: Account, session: Session, issuedAt: Date): Promise<Tokens> {
    const { userId, email, role, tier } = account;
    return {
      accessToken: await this.accessTokens.issue(account, session.sessionId, issuedAt),
      tokenType: 'Bearer',
      expiresIn: ACCESS_TOKEN_SECONDS,
      refreshToken: this.refreshTokens.tokenOf(session.sessionId, session.turn, session.seed),
      refreshExpiresAt: this.sessions.endOf(session).toISOString(),
      sessionId: session.sessionId,
      user: { userId, email, role, tier },
    };
  }
}

/** The one token before, a moment ago, by the same client from the same address. */
const isRetry = (session: DatedSession, turn: number, { device, address }: Whereabouts): boolean =>
  turn === session.turn - 1 &&
  session.now.getTime() - session.turnedAt.getTime() <= GRACE_MS &&
  session.device === (device ?? null) &&
  session.address === (address ?? null);

function mayEnter(account: Account | undefined): Account {
  if (!account) throw new AppError('credentials_wrong', 'There is no such account any more.', 401);
  if (account.suspended) throw new AppError('account_suspended', 'This account is suspended.', 403);
  if (account.locked) throw new AppError('account_locked', 'This account may not sign in. Ask the operator.', 403);
  return account;
}
