import { ACCESS_TOKEN_SECONDS, AUDIENCE, ISSUER } from '@polyreel/access';
import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import type { Account } from '../accounts/account.model.js';
import { KeyRing } from './key.ring.js';

/** Signs what somebody shows at every door for the next ten minutes. */
@Injectable()
export class AccessTokens {
  constructor(private readonly ring: KeyRing) {}

  /** `issuedAt` comes from the database's clock, as the revocations do that it is compared with. */
  async issue({ userId, role, tier }: Account, sessionId: string, issuedAt: Date): Promise<string> {
    const { kid, key } = await this.ring.signer();
    const seconds = issuedAt.getTime() / 1000;
    return new SignJWT({ sid: sessionId, role, tier })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setIssuedAt(seconds)
      .setExpirationTime(Math.ceil(seconds) + ACCESS_TOKEN_SECONDS)
      .sign(key);
  }
}
