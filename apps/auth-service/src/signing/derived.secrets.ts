import { Injectable } from '@nestjs/common';
import { hkdfSync } from 'node:crypto';
import { AuthConfig } from '../auth.config.js';

export type Purpose = 'signing keys' | 'refresh tokens' | 'letters' | 'oidc';

/** One secret for each purpose, all of them from the one in the configuration (HKDF, RFC 5869): none of them tells another. */
@Injectable()
export class DerivedSecrets {
  constructor(private readonly config: AuthConfig) {}

  /** 32 bytes. */
  for(purpose: Purpose): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.config.AUTH_KEY_SECRET, 'polyreel auth-service', purpose, 32));
  }
}
