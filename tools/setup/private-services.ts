import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { BackingService, PrivatePlace } from './backing-service.js';
import { placeFor } from './private-place.js';
import type { Way } from './search-order.js';
import { until } from './until.js';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;

interface Running {
  readonly pid: number;
  readonly place: PrivatePlace;
}

/** The servers that we run for ourselves, remembered in a file each so that a later command finds them again. */
export class PrivateServices {
  constructor(private readonly folder: string) {}

  /** Where one still runs from an earlier command. */
  readonly alreadyRunning: Way = {
    name: 'started earlier',
    find: async (service) => {
      const running = this.recall(service);
      if (!running || !isAlive(running.pid)) return { reason: 'none' };
      const url = service.program.url(running.place.port);
      const reason = await service.probe(url);
      return reason
        ? { reason }
        : { url, how: `started privately earlier, on port ${running.place.port}`, ...commandsOf(service, running.place) };
    },
  };

  /** Starts the program that is installed on this machine. */
  readonly installed: Way = {
    name: 'installed program',
    find: async (service) => {
      const programs = service.program.installedAt();
      if (!programs) return { reason: 'not installed' };
      const { place, url } = await this.start(service, programs);
      return { url, how: `started privately on port ${place.port}`, ...commandsOf(service, place) };
    },
  };

  /** Stops one that we run, and waits until it has ended. Says whether there was one. */
  async stop(service: BackingService): Promise<boolean> {
    const running = this.recall(service);
    rmSync(this.memory(service), { force: true });
    if (!running || !isAlive(running.pid)) return false;
    process.kill(running.pid, 'SIGTERM');
    await until(() => !isAlive(running.pid), STOP_TIMEOUT_MS);
    const after = service.program.afterStop?.(running.place);
    if (after)
      spawnSync(after.file, after.args, { env: { ...process.env, ...after.environment }, stdio: 'ignore', timeout: STOP_TIMEOUT_MS });
    return true;
  }

  private async start(service: BackingService, programs: string): Promise<{ place: PrivatePlace; url: string }> {
    const { program } = service;
    const port = await freePort(program.firstPort);
    const { folder, user } = placeFor(this.folder, service.name.toLowerCase());
    const place: PrivatePlace = { folder, port, programs, ...(user && { user }) };
    await program.makeReady?.(place);
    const { file, args, environment } = program.command(place);
    const logFile = join(this.folder, `${service.name.toLowerCase()}.log`);
    const log = openSync(logFile, 'a', 0o600);
    // Detached, so that Ctrl-C in the terminal reaches the mesh alone: it still needs its servers to finish cleanly.
    const child = spawn(file, args, {
      ...user,
      cwd: folder,
      env: { ...process.env, ...environment },
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    child.once('error', () => undefined);
    child.unref();
    if (child.pid === undefined) throw new Error(`${file} could not be started`);
    writeFileSync(this.memory(service), JSON.stringify({ pid: child.pid, place } satisfies Running));
    const url = program.url(port);
    let reason: string | undefined = 'it did not answer';
    await until(async () => !(reason = await service.probe(url)) || child.exitCode !== null, START_TIMEOUT_MS);
    if (!reason) return { place, url };
    await this.stop(service);
    throw new Error(`${service.name} did not start: ${reason}. Its log is ${logFile}:\n${readFileSync(logFile, 'utf8').slice(-1_500)}`);
  }

  private memory = (service: BackingService) => join(this.folder, `${service.name.toLowerCase()}.json`);

  private recall(service: BackingService): Running | undefined {
    const memory = this.memory(service);
    return existsSync(memory) ? (JSON.parse(readFileSync(memory, 'utf8')) as Running) : undefined;
  }
}

function commandsOf({ program }: BackingService, { folder }: PrivatePlace) {
  const commands = program.commandsIn?.(folder);
  return commands ? { commands } : {};
}

/** True while a process of this id runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** How many ports a service may need in a row (RabbitMQ: clients, distribution, port mapper). */
const PORTS_IN_A_ROW = 3;

/** The first port from which a run of ports is free on loopback. */
async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + 100 * PORTS_IN_A_ROW; port += PORTS_IN_A_ROW) {
    const free = await Promise.all(Array.from({ length: PORTS_IN_A_ROW }, (_, offset) => isFree(port + offset)));
    if (free.every(Boolean)) return port;
  }
  throw new Error(`no free port was found from ${first} on`);
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
