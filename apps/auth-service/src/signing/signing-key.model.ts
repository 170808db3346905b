import {
  calculateJwkThumbprint,
  CompactEncrypt,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from 'jose';
import { z } from 'zod';

/** A key as it lies in the table: what verifies is open, what signs is sealed with the secret of the configuration. */
export interface SigningKeyRow {
  kid: string;
  publicJwk: PublicKey;
  sealed: string;
  createdAt: Date;
  /** Unset for the next one, which is published before it signs. */
  signsFrom: Date | null;
  signsUntil: Date | null;
}

const PublicKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
type PublicKey = z.infer<typeof PublicKey>;

/** Makes an Ed25519 key that is named by its thumbprint (RFC 7638). */
export async function makeKey(sealedWith: Uint8Array): Promise<Pick<SigningKeyRow, 'kid' | 'publicJwk' | 'sealed'>> {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const publicJwk = PublicKey.parse(await exportJWK(publicKey));
  const plain = new TextEncoder().encode(JSON.stringify(await exportJWK(privateKey)));
  const sealed = await new CompactEncrypt(plain).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(sealedWith);
  return { kid: await calculateJwkThumbprint(publicJwk), publicJwk, sealed };
}

/** The key that signs, or undefined where it was sealed with another secret. */
export async function openKey({ sealed }: Pick<SigningKeyRow, 'sealed'>, sealedWith: Uint8Array): Promise<CryptoKey | undefined> {
  const opened = await compactDecrypt(sealed, sealedWith).catch(() => undefined);
  if (!opened) return undefined;
  return (await importJWK(JSON.parse(new TextDecoder().decode(opened.plaintext)) as JWK, 'EdDSA')) as CryptoKey;
}
