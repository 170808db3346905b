import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { testDatabase, testVhost } from '@polyreel/test-servers';

const START_TIMEOUT_MS = 90_000;
const LOOK_EVERY_MS = 20;

/** Where a mesh may live beside whatever else runs here: a virtual host, a database, a folder, secrets and ports of its own. */
export interface MeshPlace {
  /** What a process of this mesh is given. */
  readonly environment: Readonly<Record<string, string>> & { readonly API_KEY: string };
  /** Where it keeps its files. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** Makes room for a mesh whose ports begin at 8000 + `portOffset`. */
export async function meshPlace(portOffset: number): Promise<MeshPlace> {
  const [vhost, database, folder] = await Promise.all([testVhost(), testDatabase(), mkdtemp(join(tmpdir(), 'polyreel-mesh-'))]);
  const secret = () => randomBytes(32).toString('base64url');
  return {
    folder,
    environment: {
      RABBITMQ_URL: vhost.url,
      DATABASE_URL: database.config.DATABASE_URL,
      REDIS_URL: process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379',
      DATA_DIR: folder,
      OBJECT_STORE_DIR: join(folder, 'objects'),
      OBJECT_STORE_SECRET: secret(),
      INTERNAL_SECRET: secret(),
      AUTH_KEY_SECRET: secret(),
      API_KEY: `pr_${secret()}`,
      PORT_OFFSET: String(portOffset),
      // A spec may say where a request comes from: limits by address are counted in the one Redis that all specs share.
      TRUSTED_PROXIES: '127.0.0.1',
      LOG_LEVEL: 'info',
    },
    remove: async () => void (await Promise.all([vhost.drop(), database.drop(), rm(folder, { recursive: true, force: true })])),
  };
}

export interface MeshProcessOptions {
  /** The script that starts the services: in a build, `tools/start/mesh.process.js`. */
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  /** How many services it starts; each says `<name> is ready` with its port. */
  readonly services: number;
}

/** One process that holds a mesh. It can be killed and started again on the same place. */
export class MeshProcess {
  /** What it logged since its first start, one object a line. */
  readonly log: Record<string, unknown>[] = [];
  /** The same as it was written. */
  readonly lines: string[] = [];
  private child?: ChildProcess;

  constructor(private readonly options: MeshProcessOptions) {}

  get pid(): number {
    if (this.child?.pid === undefined) throw new Error('the mesh was not started');
    return this.child.pid;
  }

  /** Resolves once /ready of every service says so. Throws with its last words where they do not get there. */
  async start(): Promise<void> {
    const before = this.log.length;
    this.child = this.launch();
    const until = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < until && !this.ended) {
      const ports = this.log.slice(before).flatMap(readyPort);
      if (ports.length >= this.options.services && (await Promise.all(ports.map(isReady))).every(Boolean)) return;
      await pause(LOOK_EVERY_MS);
    }
    const lastWords = this.log.slice(-15).map((line) => JSON.stringify(line));
    throw new Error(`the mesh did not start:\n${lastWords.join('\n')}`);
  }

  /** Ends it without a word, as a power switch would. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Asks it to stop and answers its exit code. */
  async stop(): Promise<number | null> {
    await this.end('SIGTERM');
    return this.child?.exitCode ?? null;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.child || this.ended) return;
    const exit = once(this.child, 'exit');
    this.child.kill(signal);
    await exit;
  }

  private get ended(): boolean {
    return this.child !== undefined && (this.child.exitCode !== null || this.child.signalCode !== null);
  }

  private launch(): ChildProcess {
    const { script, environment } = this.options;
    const child = spawn(process.execPath, [script], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        this.lines.push(...lines);
        for (const line of lines) this.log.push(line.startsWith('{') ? (JSON.parse(line) as Record<string, unknown>) : { message: line });
      });
    }
    return child;
  }
}

const readyPort = ({ message, port }: Record<string, unknown>): number[] =>
  typeof message === 'string' && message.endsWith(' is ready') && typeof port === 'number' ? [port] : [];

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
