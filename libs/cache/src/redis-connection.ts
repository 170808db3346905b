import { type Logger, loggerFor } from '@polyreel/service-kit';
import { Redis } from 'ioredis';

/** How long a command may wait for Redis before whoever asked goes on without it, in milliseconds. */
const COMMAND_TIMEOUT_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

/** A connection of one's own, for what blocks it: subscriptions. */
export function connect(url: string, options: { forSubscribing?: boolean } = {}): Redis {
  const log: Logger = loggerFor('redis');
  const client = new Redis(url, {
    commandTimeout: options.forSubscribing ? undefined : COMMAND_TIMEOUT_MS,
    enableOfflineQueue: options.forSubscribing ?? false,
    maxRetriesPerRequest: options.forSubscribing ? null : 0,
    retryStrategy: (attempt) => Math.min(attempt * 200, LONGEST_PAUSE_MS),
  });
  let away = false;
  client.on('error', (error: Error) => {
    if (!away) log.warn({ err: error }, 'Redis is away; what it would have sped up is done the slow way');
    away = true;
  });
  client.on('ready', () => {
    if (away) log.info('Redis is back');
    away = false;
  });
  return client;
}
