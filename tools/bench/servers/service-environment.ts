import { randomBytes } from 'node:crypto';
import type { Urls } from './bench-servers.js';

/** What a process with our own services in it is given to run on these servers and no others. */
export const serviceEnvironment = ({ rabbitmq, postgres, redis }: Urls): Record<string, string | undefined> => ({
  ...process.env,
  RABBITMQ_URL: rabbitmq,
  DATABASE_URL: postgres,
  REDIS_URL: redis,
  NODE_ENV: 'production',
  LOG_LEVEL: 'warn',
  INTERNAL_SECRET: randomBytes(32).toString('base64url'),
  AUTH_KEY_SECRET: randomBytes(32).toString('base64url'),
});
