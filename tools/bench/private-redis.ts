import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** When Redis writes its log of commands to the disk: once a second, or before it answers. */
export type AppendFsync = 'everysec' | 'always';

export interface PrivateRedis {
  readonly url: string;
  remove(): Promise<void>;
}

const START_MS = 10_000;

/** A Redis of one's own that keeps a log of its commands; the shared one keeps none. Needs redis-server on the PATH. */
export async function startPrivateRedis(appendfsync: AppendFsync): Promise<PrivateRedis> {
  const [folder, port] = [await mkdtemp(join(tmpdir(), 'polyreel-redis-')), await freePort()];
  const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes', appendfsync, 'maxmemory-policy': 'noeviction' };
  const server = spawn(
    'redis-server',
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    { stdio: 'ignore' },
  );
  const gone = once(server, 'exit');
  process.once('exit', () => server.kill('SIGKILL'));
  await answering(port);
  return {
    url: `redis://127.0.0.1:${port}`,
    async remove() {
      server.kill('SIGKILL');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answering(port: number): Promise<void> {
  const client = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  client.on('error', () => undefined);
  try {
    for (const until = Date.now() + START_MS; Date.now() < until; await pause(50)) {
      try {
        await client.connect();
        return void (await client.ping());
      } catch {
        // Not yet.
      }
    }
    throw new Error(`redis-server does not answer on ${port} within ${START_MS} ms`);
  } finally {
    client.disconnect();
  }
}

/** Below 32768, where no client's own port can take it. */
const FIRST_PORT = 21_600;

async function freePort(): Promise<number> {
  for (let port = FIRST_PORT; port < FIRST_PORT + 100; port += 1) {
    const server = createServer();
    const free = await new Promise<boolean>((resolve) =>
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true))),
    );
    if (free) return port;
  }
  throw new Error(`no port is free from ${FIRST_PORT} on`);
}
