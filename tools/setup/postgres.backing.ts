import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { BackingService, PrivatePlace } from './backing-service.js';
import { onPath } from './on-path.js';
import { SetUpError } from './set-up.error.js';

const PROBE_TIMEOUT_MS = 2_000;
const DEBIAN_PROGRAMS = '/usr/lib/postgresql';

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PROBE_TIMEOUT_MS, application_name: 'polyreel set-up' });
  // A connection that breaks after the answer must not take the process down.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const inDatabase = (url: string, database: string) => {
  const own = new URL(url);
  own.pathname = `/${database}`;
  return own.href;
};

const MAY_CREATE = 'SELECT rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user';

/** PostgreSQL: what the mesh must not forget. */
export function postgres(secrets: { readonly postgresPassword: string }): BackingService {
  return {
    name: 'PostgreSQL',
    purpose: 'keeps the runs, files and outgoing events',
    variable: 'DATABASE_URL',
    defaultUrls: [...new Set(['postgres', userInfo().username])].map(
      (user) => `postgres://${encodeURIComponent(user)}@127.0.0.1:5432/postgres`,
    ),

    async probe(url) {
      try {
        const may = await withClient(url, async (client) => (await client.query<{ may: boolean }>(MAY_CREATE)).rows[0]?.may);
        // A database of the caller's choosing needs no right to create another one.
        return may || new URL(url).pathname !== '/postgres' ? undefined : 'the role may not create a database';
      } catch (error) {
        return error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error);
      }
    },

    async prepare(url, realm) {
      if (new URL(url).pathname !== '/postgres') return { url };
      await withClient(url, async (client) => {
        const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [realm]);
        if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(realm)} ENCODING 'UTF8' TEMPLATE template0`);
      });
      return { url: inDatabase(url, realm) };
    },

    program: {
      firstPort: 21_432,
      packages: ['postgresql'],
      installedAt: newestPrograms,
      url: (port) => `postgres://postgres:${secrets.postgresPassword}@127.0.0.1:${port}/postgres`,
      makeReady: (place) => createCluster(place, secrets.postgresPassword),
      command: ({ folder, port, programs }) => ({
        file: join(programs, 'postgres'),
        args: [
          '-D',
          join(folder, 'cluster'),
          '-p',
          String(port),
          '-h',
          '127.0.0.1',
          '-c',
          'unix_socket_directories=',
          '-c',
          'max_connections=300',
        ],
      }),
    },
  };
}

/** Debian keeps each version's programs in a folder of its own and off the PATH. */
function newestPrograms(): string | undefined {
  const versions = existsSync(DEBIAN_PROGRAMS) ? readdirSync(DEBIAN_PROGRAMS).filter((name) => /^\d+$/.test(name)) : [];
  const folders = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN_PROGRAMS, version, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? onPath('initdb');
}

async function createCluster({ folder, programs, user }: PrivatePlace, password: string): Promise<void> {
  const cluster = join(folder, 'cluster');
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const args = [
    '-D',
    cluster,
    '-U',
    'postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--no-locale',
    '--no-sync',
  ];
  const { status, stderr, error } = spawnSync(join(programs, 'initdb'), args, { ...user, cwd: folder, encoding: 'utf8' });
  writeFileSync(passwordFile, '');
  if (status !== 0)
    throw new SetUpError(
      'postgres_initdb_failed',
      `PostgreSQL could not make its files: ${error?.message ?? stderr}`,
      `They would stand in ${cluster}.`,
    );
}
