import { execFile } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { developmentSecrets } from '../../../tools/setup/development-secrets.js';
import { rabbitmq } from '../../../tools/setup/rabbitmq.backing.js';
import { PrivateServer } from './private-server.js';
import { type Roster } from './roster.js';

const run = promisify(execFile);

/** Clients, distribution, port mapper, management. */
const PORTS = 4;
const TICK_MS = 500;

/** A RabbitMQ node of one's own with its console and its management interface. */
export class PrivateBroker {
  private constructor(
    readonly server: PrivateServer,
    private readonly control: string,
    private readonly management: { readonly url: string; readonly authorization: string },
  ) {}

  static async make(roster: Roster): Promise<PrivateBroker> {
    const service = rabbitmq(developmentSecrets(roster.folder), join(roster.folder, 'rabbitmq'));
    const server = await PrivateServer.make(service, roster, PORTS, ({ folder, port }) => {
      const settings = [`management.tcp.port = ${port + 3}`, 'management.tcp.ip = 127.0.0.1', 'disk_free_limit.absolute = 50MB'];
      appendFileSync(join(folder, 'rabbitmq.conf'), `${settings.join('\n')}\n`);
      writeFileSync(join(folder, 'enabled_plugins'), '[rabbitmq_management].\n');
      // A quorum queue says how long it is only so often; five seconds by default.
      writeFileSync(join(folder, 'advanced.config'), `[{rabbit, [{quorum_tick_interval, ${TICK_MS}}]}].\n`);
      return { RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config') };
    });
    const { port, folder } = server.place;
    // The broker would start its port mapper as a daemon that nobody could find again.
    roster.spawn('epmd', 'epmd', ['-port', String(port + 2), '-address', '127.0.0.1'], { stdio: 'ignore' });
    const { username, password } = new URL(server.url);
    return new PrivateBroker(server, join(service.program.commandsIn!(folder), 'rabbitmqctl'), {
      url: `http://127.0.0.1:${port + 3}/api`,
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
    });
  }

  /** The operator's console. */
  async rabbitmqctl(...words: string[]): Promise<string> {
    return (await run(this.control, ['--quiet', ...words])).stdout;
  }

  /** Resolves when what the broker knows of queues and bindings lies on disk: RabbitMQ 3.10 writes that a little later than it says. */
  async settle(): Promise<void> {
    await this.rabbitmqctl('eval', 'ok = mnesia:sync_log().');
  }

  /** The quorum queues of this node that have no leader now. */
  async leaderless(): Promise<string[]> {
    const said = await this.rabbitmqctl(
      'eval',
      'io:format("~p", [[Name || {Name, Role} <- ets:tab2list(ra_state), Role =/= leader, whereis(Name) =/= undefined]]).',
    );
    return [...said.matchAll(/'([^']+)'/g)].map(([, name]) => name!);
  }

  /** What an operator does about them; it changes nothing where every queue has its leader. */
  async electLeaders(): Promise<void> {
    await this.rabbitmqctl(
      'eval',
      '[ra:trigger_election({Name, node()}) || {Name, follower} <- ets:tab2list(ra_state), whereis(Name) =/= undefined].',
    );
  }

  /** Asks the management interface. */
  async ask<Answer>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Answer> {
    const { url, authorization } = this.management;
    const answer = await fetch(`${url}/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`the management interface answers ${answer.status} to ${method} ${path}: ${await answer.text()}`);
    const text = await answer.text();
    return (text ? JSON.parse(text) : undefined) as Answer;
  }
}
