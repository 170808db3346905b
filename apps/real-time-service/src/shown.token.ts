import type { Door } from '@polyreel/access';
import { AppError, type Caller } from '@polyreel/service-kit';
import { decodeJwt } from 'jose';
import { LOOK_AGAIN_MS, RENEW_BEFORE_MS } from './live.limits.js';

/** What the holder of a token is told. */
export interface TokenEvents {
  /** Its end is near: show another one. */
  expiring(expiresAt: Date): void;
  /** It does not hold any more. */
  ended(code: 'token_expired' | 'token_revoked'): void;
}

/** What a connection showed at its beginning, watched for as long as the connection lasts: a socket must not outlive what opened it. */
export class ShownToken {
  private timers: NodeJS.Timeout[] = [];

  private constructor(
    private readonly door: Pick<Door, 'callerOf'>,
    private token: string,
    private known: Caller,
  ) {}

  /** Throws `unauthenticated` unless it holds now. */
  static async show(door: Pick<Door, 'callerOf'>, token: unknown): Promise<ShownToken> {
    if (typeof token !== 'string')
      throw new AppError('unauthenticated', 'Show an access token or an API key in the handshake: auth.token.', 401);
    return new ShownToken(door, token, await door.callerOf(`Bearer ${token}`));
  }

  get caller(): Caller {
    return this.known;
  }

  /** When it ends by itself; a key does not. */
  get expiresAt(): Date | undefined {
    const { exp } = this.known.sessionId === undefined ? {} : decodeJwt(this.token);
    return exp === undefined ? undefined : new Date(exp * 1_000);
  }

  /** Takes the next token of the same person. Throws `unauthenticated`, or `forbidden` where it is somebody else's. */
  async renew(token: unknown): Promise<void> {
    const next = await ShownToken.show(this.door, token);
    if (next.caller.userId !== this.known.userId) throw new AppError('forbidden', 'This token is of somebody else.', 403);
    this.token = next.token;
    this.known = next.known;
  }

  /** Watches it from now on, in place of any watch before. */
  watch(events: TokenEvents): void {
    this.forget();
    const { expiresAt } = this;
    if (expiresAt) {
      const leftMs = expiresAt.getTime() - Date.now();
      this.timers.push(setTimeout(() => events.expiring(expiresAt), Math.max(0, leftMs - RENEW_BEFORE_MS)));
      this.timers.push(setTimeout(() => events.ended('token_expired'), Math.max(0, leftMs)));
    }
    this.timers.push(setInterval(() => void this.lookAgain(events), LOOK_AGAIN_MS));
  }

  forget(): void {
    for (const timer of this.timers.splice(0)) clearTimeout(timer);
  }

  /** Where nobody can tell, the connection goes on until its token ends. */
  async lookAgain(events: TokenEvents): Promise<void> {
    try {
      this.known = await this.door.callerOf(`Bearer ${this.token}`);
    } catch (error) {
      if (error instanceof AppError && error.code === 'unauthenticated') events.ended('token_revoked');
    }
  }
}
