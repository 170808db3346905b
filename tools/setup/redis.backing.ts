import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import type { BackingService } from './backing-service.js';
import { onPath } from './on-path.js';

const PROBE_TIMEOUT_MS = 2_000;

/** Says PING as the protocol has it, after AUTH where there is a password. Gives the first refusal, or undefined. */
async function ping(url: string): Promise<string | undefined> {
  const { hostname, port, username, password } = new URL(url);
  const auth = password ? `AUTH ${username ? `${decodeURIComponent(username)} ` : ''}${decodeURIComponent(password)}\r\n` : '';
  const socket = createConnection({ host: hostname, port: Number(port || 6379) });
  const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  try {
    await once(socket, 'connect', { signal });
    socket.write(`${auth}PING\r\n`);
    let answer = '';
    while (!/(^|\n)([+]PONG|-.*)\r\n/.test(answer)) answer += String(((await once(socket, 'data', { signal })) as [Buffer])[0]);
    return answer.includes('+PONG') ? undefined : answer.trim();
  } catch (error) {
    return signal.aborted ? 'no answer within two seconds' : (error as Error).message;
  } finally {
    socket.destroy();
  }
}

/** Redis: what the mesh may forget. */
export function redis(secrets: { readonly redisPassword: string }): BackingService {
  return {
    name: 'Redis',
    purpose: 'remembers results for a while; all works without, only slower',
    variable: 'REDIS_URL',
    defaultUrls: ['redis://127.0.0.1:6379'],
    // A TLS address is left to the client that will use it: a bare socket cannot tell.
    probe: (url) => (url.startsWith('rediss:') ? Promise.resolve(undefined) : ping(url)),
    async prepare(url, realm) {
      const own = new URL(url);
      if (own.pathname.length > 1) return { url };
      own.pathname = realm === 'polyreel' ? '/0' : '/1';
      return { url: own.href };
    },
    program: {
      firstPort: 21_379,
      packages: ['redis-server'],
      installedAt: () => onPath('redis-server'),
      url: (port) => `redis://:${secrets.redisPassword}@127.0.0.1:${port}`,
      async makeReady({ folder, port }) {
        const settings = [
          `port ${port}`,
          'bind 127.0.0.1',
          `requirepass ${secrets.redisPassword}`,
          `dir ${JSON.stringify(folder)}`,
          'save ""',
          'appendonly no',
          'maxmemory 256mb',
          'maxmemory-policy noeviction',
        ];
        writeFileSync(join(folder, 'redis.conf'), `${settings.join('\n')}\n`, { mode: 0o600 });
      },
      command: ({ folder, programs }) => ({ file: join(programs, 'redis-server'), args: [join(folder, 'redis.conf')] }),
    },
  };
}
