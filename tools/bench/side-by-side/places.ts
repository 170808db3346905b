import { testDatabase, testVhost } from '@polyreel/testing';
import { startPrivateRedis } from '../private-redis.js';
import type { FlowHost } from './peer.js';

/** Where one subject lives: a virtual host and a database of its own on the servers that run, and a Redis where it needs one. */
export interface Place {
  readonly urls: FlowHost['urls'];
  remove(): Promise<void>;
}

export async function placeFor(appendfsync?: 'everysec' | 'always'): Promise<Place> {
  const [vhost, database, redis] = await Promise.all([testVhost(), testDatabase(), appendfsync && startPrivateRedis(appendfsync)]);
  return {
    urls: { rabbitmq: vhost.url, postgres: database.config.DATABASE_URL, redis: redis?.url ?? '' },
    remove: async () => void (await Promise.all([vhost.drop(), database.drop(), redis?.remove()])),
  };
}
