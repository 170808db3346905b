import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secret = () => randomBytes(32).toString('base64url');

const DevelopmentSecrets = z.object({
  /** What a caller of the API shows the gateway. */
  apiKey: z
    .string()
    .min(32)
    .default(() => `pr_${secret()}`),
  /** What the services show each other. */
  internalSecret: z.string().min(32).default(secret),
  /** What signs addresses of files on the local disk. */
  objectStoreSecret: z.string().min(32).default(secret),
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
