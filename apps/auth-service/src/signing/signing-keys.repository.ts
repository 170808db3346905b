import { ACCESS_TOKEN_SECONDS, CLOCKS_APART_SECONDS } from '@polyreel/access';
import { Database } from '@polyreel/database';
import { Injectable } from '@nestjs/common';
import type { SigningKeyRow } from './signing-key.model.js';

/** A key is published until its last token is dead, and as long again for whoever still signed with it for a moment. */
const STILL_PUBLISHED_SECONDS = 2 * (ACCESS_TOKEN_SECONDS + CLOCKS_APART_SECONDS);
const DEAD = `signs_until < now() - interval '${STILL_PUBLISHED_SECONDS} seconds'`;

@Injectable()
export class SigningKeys {
  constructor(private readonly database: Database) {}

  /** Everybody else who wants to change keys waits until this transaction ends. */
  async lock(): Promise<void> {
    await this.database.query(`SELECT pg_advisory_xact_lock(hashtext('auth.signing_keys'))`);
  }

  /** All that are not dead: the next one, the one that signs, and those whose tokens are still about. */
  living(): Promise<SigningKeyRow[]> {
    return this.database.query<SigningKeyRow>(
      `SELECT kid, public_jwk AS "publicJwk", sealed, created_at AS "createdAt", signs_from AS "signsFrom", signs_until AS "signsUntil"
         FROM auth.signing_keys WHERE signs_until IS NULL OR NOT ${DEAD} ORDER BY created_at`,
    );
  }

  async add({ kid, publicJwk, sealed }: Pick<SigningKeyRow, 'kid' | 'publicJwk' | 'sealed'>): Promise<void> {
    await this.database.query(`INSERT INTO auth.signing_keys (kid, public_jwk, sealed) VALUES ($1, $2, $3)`, [kid, publicJwk, sealed]);
  }

  async beginToSign(kid: string): Promise<void> {
    await this.database.query(`UPDATE auth.signing_keys SET signs_from = now() WHERE kid = $1`, [kid]);
  }

  async stopSigning(kid: string): Promise<void> {
    await this.database.query(`UPDATE auth.signing_keys SET signs_until = now() WHERE kid = $1`, [kid]);
  }

  /** With it everything ends that it signed. */
  async remove(kid: string): Promise<void> {
    await this.database.query(`DELETE FROM auth.signing_keys WHERE kid = $1`, [kid]);
  }

  async removeDead(): Promise<void> {
    await this.database.query(`DELETE FROM auth.signing_keys WHERE ${DEAD}`);
  }
}
