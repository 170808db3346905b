import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { AuthConfig } from '../auth.config.js';
import { DerivedSecrets } from '../signing/derived.secrets.js';
import type { LetterKind } from './letters.repository.js';

/** The page that each kind of letter leads to, and whom its token is for. */
const PAGES: Record<LetterKind, string> = { verify_email: 'verify-email', reset_password: 'reset-password' };

/** Signs the links in letters. The token stands behind the `#`: no server, log or referrer ever sees it. */
@Injectable()
export class LetterLinks {
  private readonly key: Uint8Array;

  constructor(
    private readonly config: AuthConfig,
    secrets: DerivedSecrets,
  ) {
    this.key = secrets.for('letters');
  }

  async linkOf(letter: { letterId: string; kind: LetterKind; validUntil: Date; locale: string }): Promise<string> {
    const { ACCOUNT_PAGES_URL, PUBLIC_URL } = this.config;
    const base = ACCOUNT_PAGES_URL?.replace(/\/+$/, '') ?? `${PUBLIC_URL}/v1/auth/pages`;
    return `${base}/${PAGES[letter.kind]}?locale=${encodeURIComponent(letter.locale)}#token=${await this.tokenOf(letter)}`;
  }

  /** The letter that a token belongs to, or undefined where it was not signed by us, is of another kind, or has run out. */
  async letterOf(token: string, kind: LetterKind): Promise<string | undefined> {
    const verified = await jwtVerify(token, this.key, { algorithms: ['HS256'], audience: kind, requiredClaims: ['exp', 'jti'] }).catch(
      () => undefined,
    );
    return verified?.payload.jti;
  }

  private tokenOf({ letterId, kind, validUntil }: { letterId: string; kind: LetterKind; validUntil: Date }): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setJti(letterId)
      .setAudience(kind)
      .setExpirationTime(Math.floor(validUntil.getTime() / 1000))
      .sign(this.key);
  }
}
