import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import { WITHOUT_LETTERS } from '../../fixtures/people.js';
import { developmentSecrets } from '../../../tools/setup/development-secrets.js';
import { postgres } from '../../../tools/setup/postgres.backing.js';
import { redis } from '../../../tools/setup/redis.backing.js';
import { Door } from './door.js';
import { freePorts } from './free-ports.js';
import { PrivateBroker } from './private-broker.js';
import { PrivateServer } from './private-server.js';
import { Roster } from './roster.js';
import { type Ending, ServiceProcess } from './service.process.js';
import { WebhookSink } from './webhook-sink.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const APPS = join(ROOT, 'dist/apps');
const FIRST_PORT = 8000;
const PORTS = 100;
/** How many services start at once: each takes a core for a second or two. */
const WAVE = 5;

export type ServerName = 'broker' | 'database' | 'cache';
const VARIABLES = { broker: 'RABBITMQ_URL', database: 'DATABASE_URL', cache: 'REDIS_URL' } as const;

export interface Watcher {
  /** A service's process has ended, by our hand or by itself. */
  ended(service: string, ending: Ending): void;
  /** A service logged something. */
  logged(service: string, line: Record<string, unknown>): void;
}

/** The whole mesh, a process for each service, on servers of its own, with a door that can be held between every service and every server. */
export class Stage {
  readonly services = new Map<string, ServiceProcess>();
  private readonly doors = new Map<string, Door>();

  private constructor(
    readonly roster: Roster,
    readonly broker: PrivateBroker,
    readonly database: PrivateServer,
    readonly cache: PrivateServer,
    /** Where the servers themselves are, past every door. */
    readonly direct: Readonly<Record<ServerName, string>>,
    /** Whom the mesh calls when a film has ended. */
    readonly webhooks: WebhookSink,
    private readonly portOffset: number,
    private readonly logs: string,
    private readonly watcher: Watcher,
    private readonly secrets: Readonly<Record<string, string>>,
  ) {}

  /** Starts everything; leaves nothing behind where that fails. Logs of the services go to `logs`. */
  static async build(logs: string, watcher: Watcher): Promise<Stage> {
    if (!existsSync(APPS)) throw new Error('there is no build: `npm run build`');
    mkdirSync(logs, { recursive: true });
    const roster = await Roster.begin();
    try {
      const own = developmentSecrets(roster.folder);
      const broker = await PrivateBroker.make(roster);
      const [database, cache] = [await PrivateServer.make(postgres(own), roster), await PrivateServer.make(redis(own), roster)];
      const servers = [broker.server, database, cache];
      await Promise.all(servers.map((server) => server.start()));
      const [brokerUrl, databaseUrl, cacheUrl] = await Promise.all(servers.map((server) => server.prepare()));
      const direct = { broker: brokerUrl!, database: databaseUrl!, cache: cacheUrl! };
      const secret = () => randomBytes(32).toString('base64url');
      const secrets = { API_KEY: own.apiKey, INTERNAL_SECRET: secret(), AUTH_KEY_SECRET: secret(), OBJECT_STORE_SECRET: secret() };
      const offset = (await freePorts(PORTS)) - FIRST_PORT;
      const stage = new Stage(roster, broker, database, cache, direct, await WebhookSink.open(), offset, logs, watcher, secrets);
      await stage.startServices(await readdir(APPS));
      return stage;
    } catch (error) {
      await roster.end();
      throw error;
    }
  }

  /** Where the objects lie. */
  get objects(): string {
    return join(this.roster.folder, 'objects');
  }

  get gateway(): { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
    return { url: `${this.service('api-gateway').url}/v1`, headers: { authorization: `Bearer ${this.secrets['API_KEY']}` } };
  }

  service(name: string): ServiceProcess {
    const service = this.services.get(name);
    if (!service) throw new Error(`no ${name} is on this stage`);
    return service;
  }

  door(service: string, server: ServerName): Door {
    const door = this.doors.get(`${service} ${server}`);
    if (!door) throw new Error(`${service} has no door to the ${server}`);
    return door;
  }

  /** Every service's door to one server. */
  doorsTo(server: ServerName): Door[] {
    return [...this.doors].flatMap(([name, door]) => (name.endsWith(` ${server}`) ? [door] : []));
  }

  /** A second process of a service, which shares its work; it is on the stage as `<name>-understudy` until it is dismissed. */
  async understudy(name: string): Promise<ServiceProcess> {
    const port = await freePorts(1);
    const service = await this.cast(`${name}-understudy`, name, port, { PORT: String(port) });
    service.start();
    await service.ready();
    return service;
  }

  /** Lets an understudy finish what it has, and go. */
  async dismiss(understudy: ServiceProcess): Promise<void> {
    await understudy.end('SIGTERM');
    this.services.delete(understudy.name);
  }

  async remove(): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => service.end()));
    for (const door of this.doors.values()) door.close();
    this.webhooks.close();
    await this.roster.end();
  }

  private async startServices(names: readonly string[]): Promise<void> {
    const registry = JSON.parse(readFileSync(join(ROOT, 'libs/service-kit/src/service-registry.json'), 'utf8')) as Record<string, number>;
    const cast = await Promise.all(
      names
        .filter((name) => existsSync(join(APPS, name, 'src/main.js')))
        .map((name) => this.cast(name, name, registry[name]! + this.portOffset)),
    );
    for (let at = 0; at < cast.length; at += WAVE) {
      const wave = cast.slice(at, at + WAVE);
      for (const service of wave) service.start();
      await Promise.all(wave.map((service) => service.ready()));
    }
  }

  private async cast(name: string, app: string, port: number, extra: Readonly<Record<string, string>> = {}): Promise<ServiceProcess> {
    const addresses: Record<string, string> = {};
    for (const server of ['broker', 'database', 'cache'] as const) {
      const { hostname, port: serverPort } = new URL(this.direct[server]);
      const door = new Door({ host: hostname, port: Number(serverPort) });
      await door.open();
      this.doors.set(`${name} ${server}`, door);
      addresses[VARIABLES[server]] = door.urlFor(this.direct[server]);
    }
    const service = new ServiceProcess({
      name,
      main: join(APPS, app, 'src/main.js'),
      port,
      roster: this.roster,
      logFile: join(this.logs, `${name}.log`),
      environment: {
        ...this.secrets,
        ...addresses,
        PORT_OFFSET: String(this.portOffset),
        DATA_DIR: this.roster.folder,
        OBJECT_STORE_DIR: this.objects,
        LOG_LEVEL: 'info',
        OUTBOUND_ALLOWED_HOSTS: this.webhooks.host,
        // People play here too, and nobody has a letter box.
        ...WITHOUT_LETTERS,
        ...extra,
      },
      onEnding: (ending) => this.watcher.ended(name, ending),
      onLine: (line) => this.watcher.logged(name, line),
    });
    this.services.set(name, service);
    return service;
  }
}
