import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'amqplib';
import type { BackingService, PrivatePlace, Realm } from './backing-service.js';
import { onPath } from './on-path.js';

const PROBE_TIMEOUT_MS = 2_000;
/** Debian's /usr/sbin wrappers insist on the rabbitmq user; the real programs stand here. */
const DEBIAN_PROGRAMS = '/usr/lib/rabbitmq/bin';
const NODE = 'polyreel@localhost';

async function logIn(url: string): Promise<string | undefined> {
  try {
    const connection = await connect(url, { timeout: PROBE_TIMEOUT_MS });
    connection.on('error', () => undefined);
    await connection.close();
    return undefined;
  } catch (error) {
    return (error as Error).message || String((error as { code?: string }).code);
  }
}

const inVirtualHost = (url: string, name: string) => {
  const own = new URL(url);
  own.pathname = `/${encodeURIComponent(name)}`;
  return own.href;
};

/** Asks for the virtual host over the management API, which an operator's broker often has; deploy/compose.yaml puts it one port above the broker. */
async function createByManagement(url: string, realm: Realm): Promise<boolean> {
  const { hostname, username, password, port } = new URL(url);
  const management = !port || port === '5672' ? 15_672 : Number(port) + 1;
  const authorization = `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
  const put = (path: string, body: object) =>
    fetch(`http://${hostname}:${management}/api/${path}`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    }).then(
      ({ ok }) => ok,
      () => false,
    );
  return (
    (await put(`vhosts/${realm}`, {})) && (await put(`permissions/${realm}/${username}`, { configure: '.*', write: '.*', read: '.*' }))
  );
}

/** Asks rabbitmqctl, which reaches the broker of this machine when we are root or its own user. */
function createByControl(url: string, realm: Realm, control: (args: string[]) => boolean): boolean {
  const user = decodeURIComponent(new URL(url).username) || 'guest';
  control(['add_vhost', realm]);
  return control(['set_permissions', '-p', realm, user, '.*', '.*', '.*']);
}

/** RabbitMQ: how the services hear of each other. */
export function rabbitmq(secrets: { readonly rabbitmqPassword: string }, privateFolder: string): BackingService {
  const privateUser = 'polyreel';
  const installedAt = () => (existsSync(join(DEBIAN_PROGRAMS, 'rabbitmq-server')) ? DEBIAN_PROGRAMS : onPath('rabbitmq-server'));

  const control = (url: string) => (args: string[]) => {
    const isPrivate = new URL(url).username === privateUser;
    const folder = isPrivate ? installedAt() : onPath('rabbitmqctl');
    if (!folder) return false;
    const environment = isPrivate ? privateEnvironment(privateFolder, Number(new URL(url).port)) : {};
    return (
      spawnSync(join(folder, 'rabbitmqctl'), ['--quiet', ...args], {
        env: { ...process.env, ...environment },
        stdio: 'ignore',
        timeout: 30_000,
      }).status === 0
    );
  };

  return {
    name: 'RabbitMQ',
    purpose: 'carries the events between the services',
    variable: 'RABBITMQ_URL',
    defaultUrls: ['amqp://guest:guest@127.0.0.1:5672'],
    // Virtual hosts full of quorum queues come and go by the hundred, and a shared 3.10 has stood still in the middle of that, for everybody.
    ownForTests: true,
    probe: logIn,

    async prepare(url, realm) {
      if (new URL(url).pathname.length > 1) return { url };
      const own = inVirtualHost(url, realm);
      if (!(await logIn(own))) return { url: own };
      const made = (await createByManagement(url, realm)) || createByControl(url, realm, control(url));
      if (made && !(await logIn(own))) return { url: own };
      return { url, note: `no virtual host "${realm}" could be made in RabbitMQ, so its "/" is shared with whoever else uses it` };
    },

    program: {
      firstPort: 21_672,
      packages: ['rabbitmq-server'],
      installedAt,
      url: (port) => `amqp://${privateUser}:${secrets.rabbitmqPassword}@127.0.0.1:${port}`,
      async makeReady({ folder, port, programs }) {
        const definitions = join(folder, 'definitions.json');
        writeFileSync(definitions, JSON.stringify(definitionsOf(privateUser, secrets.rabbitmqPassword)), { mode: 0o600 });
        const settings = [
          `listeners.tcp.local = 127.0.0.1:${port}`,
          `load_definitions = ${definitions}`,
          'log.console = true',
          'log.console.level = warning',
        ];
        writeFileSync(join(folder, 'rabbitmq.conf'), `${settings.join('\n')}\n`, { mode: 0o600 });
        writeFileSync(join(folder, 'enabled_plugins'), '[].\n');
        writeControl({ folder, port, programs });
      },
      commandsIn: (folder) => join(folder, 'commands'),
      command: ({ folder, port, programs }: PrivatePlace) => ({
        file: join(programs, 'rabbitmq-server'),
        args: [],
        environment: privateEnvironment(folder, port),
      }),
      // Erlang's port mapper outlives the node that started it.
      afterStop: ({ folder, port }) => ({ file: 'epmd', args: ['-kill'], environment: privateEnvironment(folder, port) }),
    },
  };
}

/** A rabbitmqctl that reaches our node and no other: names, cookie and port mapper are baked in. */
function writeControl({ folder, port, programs }: Pick<PrivatePlace, 'folder' | 'port' | 'programs'>): void {
  const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;
  const settings = Object.entries(privateEnvironment(folder, port)).map(([name, value]) => `${name}=${quoted(value)}`);
  mkdirSync(join(folder, 'commands'), { recursive: true });
  const script = `#!/bin/sh\nexec env ${settings.join(' ')} ${quoted(join(programs, 'rabbitmqctl'))} "$@"\n`;
  writeFileSync(join(folder, 'commands/rabbitmqctl'), script, { mode: 0o755 });
}

/** Our user and both realms at once, loaded before the first client is let in: asking rabbitmqctl for each takes seconds. */
function definitionsOf(user: string, password: string) {
  const realms: Realm[] = ['polyreel', 'polyreel_test'];
  const salt = randomBytes(4);
  // RabbitMQ's own form: base64 of the salt and of SHA-256 over salt and password.
  const hash = createHash('sha256').update(salt).update(password).digest();
  return {
    users: [
      {
        name: user,
        password_hash: Buffer.concat([salt, hash]).toString('base64'),
        hashing_algorithm: 'rabbit_password_hashing_sha256',
        tags: ['administrator'],
      },
    ],
    vhosts: ['/', ...realms].map((name) => ({ name })),
    permissions: ['/', ...realms].map((vhost) => ({ user, vhost, configure: '.*', write: '.*', read: '.*' })),
  };
}

/** A node of its own name, cookie, port mapper and files, and nothing of it reachable from another machine. */
function privateEnvironment(folder: string, port: number): Record<string, string> {
  return {
    HOME: folder,
    RABBITMQ_NODENAME: NODE,
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_PID_FILE: join(folder, 'rabbitmq.pid'),
    RABBITMQ_DIST_PORT: String(port + 1),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
    ERL_EPMD_PORT: String(port + 2),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  };
}
