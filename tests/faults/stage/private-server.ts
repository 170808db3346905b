import { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BackingService, type PrivatePlace } from '../../../tools/setup/backing-service.js';
import { placeFor } from '../../../tools/setup/private-place.js';
import { until } from '../../../tools/setup/until.js';
import { freePorts } from './free-ports.js';
import { type Roster, signal } from './roster.js';

const START_MS = 60_000;

/** A RabbitMQ, PostgreSQL or Redis of one's own, on a port that it keeps, that may be stopped and killed: the shared ones must not. */
export class PrivateServer {
  /** Where its services reach it once it runs. */
  readonly url: string;
  private child?: ChildProcess;

  private constructor(
    private readonly service: BackingService,
    readonly place: PrivatePlace,
    private readonly roster: Roster,
    private readonly furnish: (place: PrivatePlace) => Readonly<Record<string, string>>,
  ) {
    this.url = service.program.url(place.port);
  }

  /** Makes room for a server with `ports` ports in a row. `furnish` adds to its settings before every start, and answers variables. */
  static async make(
    service: BackingService,
    roster: Roster,
    ports = 1,
    furnish: (place: PrivatePlace) => Readonly<Record<string, string>> = () => ({}),
  ): Promise<PrivateServer> {
    const programs = service.program.installedAt();
    if (!programs) throw new Error(`${service.name} is not installed on this machine`);
    const port = await freePorts(ports);
    return new PrivateServer(service, { port, programs, ...placeFor(roster.folder, service.name.toLowerCase()) }, roster, furnish);
  }

  get pid(): number {
    if (this.child?.pid === undefined) throw new Error(`${this.service.name} does not run`);
    return this.child.pid;
  }

  /** Starts it on the files that it has, and resolves when it answers. */
  async start(): Promise<void> {
    const { service, place } = this;
    await service.program.makeReady?.(place);
    const furnished = this.furnish(place);
    const { file, args, environment } = service.program.command(place);
    const logFile = join(this.roster.folder, `${service.name.toLowerCase()}.log`);
    const log = openSync(logFile, 'a');
    const child = this.roster.spawn(service.name.toLowerCase(), file, args, {
      ...place.user,
      cwd: place.folder,
      env: { ...process.env, ...environment, ...furnished },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.child = child;
    let reason: string | undefined = 'it did not answer';
    await until(async () => !(reason = await service.probe(this.url)) || child.exitCode !== null, START_MS);
    if (reason) throw new Error(`${service.name} did not start: ${reason}\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
  }

  /** Ends it: SIGKILL as a power switch would, SIGQUIT for PostgreSQL's immediate shutdown, SIGTERM in peace. */
  async stop(how: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    if (how === 'SIGKILL') signal(this.pid, how);
    else child.kill(how);
    await gone;
  }

  /** The place that the mesh has in it: its virtual host or database. */
  async prepare(): Promise<string> {
    return (await this.service.prepare(this.url, 'polyreel')).url;
  }
}
