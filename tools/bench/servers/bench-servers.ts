import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { type DevelopmentSecrets, developmentSecrets } from '../../setup/development-secrets.js';
import { postgres } from '../../setup/postgres.backing.js';
import { rabbitmq } from '../../setup/rabbitmq.backing.js';
import { redis } from '../../setup/redis.backing.js';
import { OwnServer } from './own-server.js';
import { familySeconds } from './process-family.js';

const run = promisify(execFile);

/** When Redis writes its log of commands to the disk: once a second, or before it answers. */
export type AppendFsync = 'everysec' | 'always';

/** The servers that somebody may use, and nobody else does. */
export interface Urls {
  readonly rabbitmq: string;
  readonly postgres: string;
  /** Empty where none was asked for. */
  readonly redis: string;
}

export interface Place {
  readonly urls: Urls;
  remove(): Promise<void>;
}

/** RabbitMQ and PostgreSQL as they come (fsync at every commit), started for one benchmark, and a Redis wherever somebody needs one. */
export class BenchServers {
  private readonly caches = new Set<OwnServer>();

  private constructor(
    readonly broker: OwnServer,
    readonly database: OwnServer,
    private readonly folder: string,
    private readonly secrets: DevelopmentSecrets,
  ) {}

  static async start(): Promise<BenchServers> {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
    const folder = await mkdtemp(join(tmpdir(), 'polyreel-bench-'));
    // PostgreSQL runs as another user and has to reach its own folder inside.
    await chmod(folder, 0o711);
    const secrets = developmentSecrets(folder);
    const [broker, database] = await Promise.all([
      OwnServer.start(rabbitmq(secrets, join(folder, 'rabbitmq')), folder),
      OwnServer.start(postgres(secrets), folder),
    ]);
    return new BenchServers(broker, database, folder, secrets);
  }

  /** A virtual host and a database of somebody's own, and a Redis that writes to the disk when it is told to. */
  async place(appendfsync?: AppendFsync): Promise<Place> {
    const name = `bench_${randomUUID().replaceAll('-', '')}`;
    const [broker, database] = [new URL(`/${name}`, this.broker.url), new URL(`/${name}`, this.database.url)];
    await this.rabbitmqctl('add_vhost', name);
    await this.rabbitmqctl('set_permissions', '-p', name, broker.username, '.*', '.*', '.*');
    await this.statement(`CREATE DATABASE ${name}`);
    const cache = appendfsync && (await this.cache(name, appendfsync));
    return {
      urls: { rabbitmq: broker.href, postgres: database.href, redis: cache?.url ?? '' },
      remove: async () => {
        await this.rabbitmqctl('delete_vhost', name);
        await this.statement(`DROP DATABASE ${name} WITH (FORCE)`);
        if (!cache) return;
        this.caches.delete(cache);
        await cache.remove();
      },
    };
  }

  async rabbitmqctl(...words: string[]): Promise<string> {
    return (await run(join(this.broker.commands!, 'rabbitmqctl'), ['--quiet', ...words])).stdout;
  }

  /** Seconds of processor that these servers have used so far: what somebody leaves to them is work too. */
  processorSeconds(): number {
    return familySeconds([this.broker, this.database, ...this.caches].map(({ pid }) => pid));
  }

  async stop(): Promise<void> {
    await Promise.all([this.broker, this.database, ...this.caches].map((server) => server.remove()));
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async cache(name: string, appendfsync: AppendFsync): Promise<OwnServer> {
    const settings = ['appendonly yes', `appendfsync ${appendfsync}`, 'maxmemory-policy noeviction'];
    const cache = await OwnServer.start(redis(this.secrets), join(this.folder, name), ({ folder }) =>
      appendFileSync(join(folder, 'redis.conf'), `${settings.join('\n')}\n`),
    );
    this.caches.add(cache);
    return cache;
  }

  private async statement(sql: string): Promise<void> {
    const client = new Client({ connectionString: this.database.url });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }
}
