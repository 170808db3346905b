import { Database } from '@polyreel/database';
import { AppError, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import type { CryptoKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { AuthConfig } from '../auth.config.js';
import { Revoking } from '../sessions/revoking.service.js';
import { DerivedSecrets } from './derived.secrets.js';
import { makeKey, openKey, type SigningKeyRow } from './signing-key.model.js';
import { SigningKeys } from './signing-keys.repository.js';

/** How long an instance goes by the keys that it read: another one may have turned the ring meanwhile. */
const BELIEVE_MS = 30_000;
const DAY_MS = 86_400_000;

interface Signer {
  kid: string;
  key: CryptoKey;
}

/**
 * The keys that sign access tokens. One signs; the next one is published long before it does, so that every door knows it by then; those
 * before stay published until their last token is dead.
 */
@Injectable()
export class KeyRing {
  private readonly sealedWith: Uint8Array;
  private readonly signers = new LRUCache<'now', Signer>({ max: 1, ttl: BELIEVE_MS });

  constructor(
    private readonly keys: SigningKeys,
    private readonly database: Database,
    private readonly config: AuthConfig,
    private readonly revoking: Revoking,
    private readonly service: ServiceIdentity,
    secrets: DerivedSecrets,
  ) {
    this.sealedWith = secrets.for('signing keys');
  }

  /** The key that signs now. */
  async signer(): Promise<Signer> {
    const known = this.signers.get('now');
    if (known) return known;
    const { kid, key } = (await this.now()) ?? (await this.turn().then(() => this.now())) ?? missing();
    this.signers.set('now', { kid, key });
    return { kid, key };
  }

  /** What every door verifies with. */
  async published() {
    const living = await this.keys.living();
    return living.map(({ kid, publicJwk: { kty, crv, x } }) => ({ kty, crv, x, kid, alg: 'EdDSA' as const, use: 'sig' as const }));
  }

  /** Sees to it that one key signs, that it is not too old, and that the next one is there. Answers the one that signs. */
  turn({ now = false } = {}): Promise<string> {
    return this.database.transaction(async () => {
      await this.keys.lock();
      await this.keys.removeDead();
      const living = await this.keys.living();
      const own = await this.openable(living);
      const current = own.find(({ signsFrom, signsUntil }) => signsFrom && !signsUntil);
      const next = own.find(({ signsFrom }) => !signsFrom);
      for (const { kid, signsUntil } of living) if (!signsUntil && !own.some((one) => one.kid === kid)) await this.keys.stopSigning(kid);
      const old = !current || now || current.signsFrom!.getTime() < Date.now() - this.config.KEY_ROTATION_DAYS * DAY_MS;
      if (!old) {
        if (!next) await this.add();
        return current.kid;
      }
      if (current) await this.keys.stopSigning(current.kid);
      const successor = next?.kid ?? (await this.add());
      await this.keys.beginToSign(successor);
      await this.add();
      this.database.afterCommit(() => this.signers.clear());
      return successor;
    });
  }

  /** Somebody else may have the keys: all of them end at once, and with them every access token. */
  async replace(): Promise<string> {
    const kid = await this.database.transaction(async () => {
      await this.keys.lock();
      for (const one of await this.keys.living()) {
        await this.keys.remove(one.kid);
        await this.revoking.end('signer', one.kid);
      }
      return this.turn();
    });
    this.signers.clear();
    return kid;
  }

  private async add(): Promise<string> {
    const made = await makeKey(this.sealedWith);
    await this.keys.add(made);
    return made.kid;
  }

  private async now(): Promise<Signer | undefined> {
    const row = (await this.keys.living()).find(({ signsFrom, signsUntil }) => signsFrom && !signsUntil);
    const key = row && (await openKey(row, this.sealedWith));
    return row && key && { kid: row.kid, key };
  }

  private async openable(rows: readonly SigningKeyRow[]): Promise<SigningKeyRow[]> {
    const opened = await Promise.all(rows.map(async (row) => ((await openKey(row, this.sealedWith)) ? [row] : [])));
    const own = opened.flat();
    const lost = rows.filter((row) => !row.signsUntil && !own.includes(row));
    if (lost.length > 0)
      loggerFor(this.service.name).warn(
        { kids: lost.map(({ kid }) => kid) },
        'signing keys were sealed with another secret; new ones are made',
      );
    return own;
  }
}

const missing = (): never => {
  throw new AppError('service_unavailable', 'No key can sign now. Try again in a moment.', 503);
};
