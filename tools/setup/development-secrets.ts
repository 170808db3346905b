import { createECDH, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secret = () => randomBytes(32).toString('base64url');

/** A key pair for web push (RFC 8292): P-256, in base64url. */
function pushKeys(): { publicKey: string; privateKey: string } {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  // A private key that begins with zeros comes shorter, and everybody expects 32 bytes.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()])
    .subarray(-32)
    .toString('base64url');
  return { publicKey: pair.getPublicKey().toString('base64url'), privateKey };
}

const DevelopmentSecrets = z.object({
  /** What a caller of the API shows the gateway. */
  apiKey: z
    .string()
    .min(32)
    .default(() => `pr_${secret()}`),
  /** What the services show each other. */
  internalSecret: z.string().min(32).default(secret),
  /** What seals signing keys and makes refresh tokens and links. */
  authKeySecret: z.string().min(32).default(secret),
  /** What signs addresses of files on the local disk. */
  objectStoreSecret: z.string().min(32).default(secret),
  /** What signs web push to browsers. */
  pushKeys: z.object({ publicKey: z.string().length(87), privateKey: z.string().length(43) }).default(pushKeys),
  postgresPassword: z.string().min(32).default(secret),
  rabbitmqPassword: z.string().min(32).default(secret),
  redisPassword: z.string().min(32).default(secret),
});
export type DevelopmentSecrets = z.infer<typeof DevelopmentSecrets>;

/** Makes the secrets of this clone on first use and keeps them, readable by their owner only. Nothing has a secret by default. */
export function developmentSecrets(folder: string): DevelopmentSecrets {
  const file = join(folder, 'secrets.json');
  const kept: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const secrets = DevelopmentSecrets.parse(kept);
  if (JSON.stringify(secrets) !== JSON.stringify(kept)) {
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    writeFileSync(join(folder, 'api-key'), `${secrets.apiKey}\n`, { mode: 0o600 });
  }
  return secrets;
}
