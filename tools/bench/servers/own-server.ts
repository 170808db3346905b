import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { BackingService, PrivatePlace } from '../../setup/backing-service.js';
import { placeFor } from '../../setup/private-place.js';
import { until } from '../../setup/until.js';

const START_MS = 60_000;

/** A RabbitMQ, PostgreSQL or Redis of the benchmark's own, on a port that it keeps: it may be killed, and nobody else's load is in its figures. */
export class OwnServer {
  private child?: ChildProcess;

  private constructor(
    private readonly service: BackingService,
    private readonly folder: string,
    private readonly place: PrivatePlace,
    private readonly furnish: (place: PrivatePlace) => void,
  ) {
    // A benchmark that is broken off leaves no server behind.
    process.once('exit', () => this.signal('SIGKILL'));
  }

  /** Starts it with files of its own below `folder`. `furnish` adds to its settings before every start. */
  static async start(service: BackingService, folder: string, furnish: (place: PrivatePlace) => void = () => undefined) {
    const programs = service.program.installedAt();
    if (!programs) throw new Error(`${service.name} is not installed on this machine`);
    const place = { port: await freePorts(), programs, ...placeFor(folder, service.name.toLowerCase()) };
    const server = new OwnServer(service, folder, place, furnish);
    await server.start();
    return server;
  }

  get url(): string {
    return this.service.program.url(this.place.port);
  }

  get pid(): number {
    if (this.child?.pid === undefined) throw new Error(`${this.service.name} does not run`);
    return this.child.pid;
  }

  /** The folder of commands that administer this very server, where there are any. */
  get commands(): string | undefined {
    return this.service.program.commandsIn?.(this.place.folder);
  }

  /** Starts it on the files that it has; resolves when it answers. */
  async start(): Promise<void> {
    const { service, place } = this;
    await service.program.makeReady?.(place);
    this.furnish(place);
    const { file, args, environment } = service.program.command(place);
    const path = join(this.folder, `${service.name.toLowerCase()}.log`);
    const log = openSync(path, 'a');
    const options = { ...place.user, cwd: place.folder, env: { ...process.env, ...environment }, detached: true };
    const child = spawn(file, args, { ...options, stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    let reason: string | undefined = 'it did not answer';
    await until(async () => !(reason = await service.probe(this.url)) || child.exitCode !== null, START_MS);
    if (reason) throw new Error(`${service.name} did not start: ${reason}\n${readFileSync(path, 'utf8').slice(-2_000)}`);
  }

  /** Ends it: SIGKILL as a power switch would, the others in peace, each as the server itself understands them. */
  async stop(how: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    if (how === 'SIGKILL') this.signal(how);
    else child.kill(how);
    await gone;
  }

  /** Ends it, and what it leaves behind. */
  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    const after = this.service.program.afterStop?.(this.place);
    if (after) await once(spawn(after.file, after.args, { env: { ...process.env, ...after.environment }, stdio: 'ignore' }), 'exit');
  }

  /** It leads a group of its own: the broker is a shell script and what that became. */
  private signal(how: NodeJS.Signals): void {
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    process.kill(-this.pid, how);
  }
}

/** RabbitMQ needs the most: clients, distribution, port mapper. */
const PORTS_IN_A_ROW = 3;
/** Below 32768, where no client's own port can take them while a server is away (reference/messaging.md 2.2). */
const [LOWEST, HIGHEST] = [27_000, 32_000];

/** Chosen by chance, so that two benchmarks that start at once seldom meet. */
async function freePorts(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const first = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST - PORTS_IN_A_ROW));
    const free = await Promise.all(Array.from({ length: PORTS_IN_A_ROW }, (_, at) => isFree(first + at)));
    if (free.every(Boolean)) return first;
  }
  throw new Error(`no ${PORTS_IN_A_ROW} ports in a row are free between ${LOWEST} and ${HIGHEST}`);
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
