import { Injectable } from '@nestjs/common';
import { EncryptJWT, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { AuthConfig } from '../auth.config.js';
import { DerivedSecrets } from '../signing/derived.secrets.js';
import type { Attempt } from './oidc.client.js';

const NAME = 'polyreel_oidc';
const PATH = '/v1/auth/oidc';
/** As long as somebody takes to sign in at their provider. */
const VALID_SECONDS = 600;

const Sealed = z.object({
  ...{ provider: z.string(), state: z.string(), nonce: z.string(), verifier: z.string() },
  page: z.object({ returnTo: z.string(), challenge: z.string() }).optional(),
});

/**
 * Keeps a sign-in with the browser that began it, sealed. Whoever is handed somebody else's callback does not have it, so nobody can be signed
 * in to an account that is not theirs without knowing.
 */
@Injectable()
export class AttemptCookie {
  private readonly key: Uint8Array;
  private readonly attributes: string;

  constructor({ PUBLIC_URL }: AuthConfig, secrets: DerivedSecrets) {
    this.key = secrets.for('oidc');
    // Lax: it must come along when the provider sends the browser back.
    this.attributes = `Path=${PATH}; HttpOnly; SameSite=Lax${PUBLIC_URL.startsWith('https:') ? '; Secure' : ''}`;
  }

  /** The Set-Cookie header that gives it to the browser. */
  async given(attempt: Attempt): Promise<string> {
    const sealed = await new EncryptJWT({ ...attempt })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setExpirationTime(`${VALID_SECONDS}s`)
      .encrypt(this.key);
    return `${NAME}=${sealed}; Max-Age=${VALID_SECONDS}; ${this.attributes}`;
  }

  /** The one that takes it back: it was good for one return. */
  get taken(): string {
    return `${NAME}=; Max-Age=0; ${this.attributes}`;
  }

  /** Undefined where the browser has none, or none of ours that holds. */
  async read(header: string | undefined): Promise<Attempt | undefined> {
    const sealed = new RegExp(`(?:^|; ?)${NAME}=([\\w.-]{1,4000})`).exec(header ?? '')?.[1];
    const opened = sealed && (await jwtDecrypt(sealed, this.key, { requiredClaims: ['exp'] }).catch(() => undefined));
    return opened ? Sealed.parse(opened.payload) : undefined;
  }
}
