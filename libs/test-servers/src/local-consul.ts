import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service as it was put on the list: the fields of Consul's API that are used here. */
export interface ListedService {
  readonly ID: string;
  readonly Name: string;
  readonly Address: string;
  readonly Port: number;
  readonly Check: { HTTP: string; Interval: string; Timeout: string; Status: string; DeregisterCriticalServiceAfter: string };
}

/** Longer than any spec: Consul's own default is five minutes. */
const WAIT_MS = 300_000;

/**
 * As much of a Consul agent as the mesh speaks to: registration, the agent's own list, and healthy instances by blocking query. Its
 * checks run when they are asked to, so that a spec need not wait for them.
 */
export class LocalConsul {
  /** What it was asked, `PUT /v1/agent/service/register`, with the token that was shown. */
  readonly asked: { call: string; token?: string }[] = [];
  private readonly services = new Map<string, ListedService>();
  private readonly failing = new Set<string>();
  private readonly waiting = new Set<() => void>();
  private index = 1;
  private port = 0;
  private server?: Server;

  /** Listens; after stop() at the same address again, with what it knew. */
  async start(): Promise<this> {
    this.server = createServer((request, response) => void this.answer(request, response));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** Goes away in the middle of whatever is asked. */
  async stop(): Promise<void> {
    const closed = once(this.server!, 'close');
    this.server!.close();
    this.server!.closeAllConnections();
    await closed;
  }

  /** As CONSUL_HTTP_ADDR names it. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  get listed(): ListedService[] {
    return [...this.services.values()];
  }

  /** Puts a service on the list, or others' words in the place of its own. */
  list(service: ListedService): void {
    this.services.set(service.ID, service);
    if (service.Check.Status !== 'passing') this.failing.add(service.ID);
    this.changed();
  }

  /** Loses its list, as an agent without a data folder does when it is started anew. */
  forget(): void {
    this.services.clear();
    this.changed();
  }

  /** Runs every check once. */
  async check(): Promise<void> {
    await Promise.all(
      this.listed.map(async ({ ID, Check }) => {
        const healthy = await fetch(Check.HTTP).then(
          ({ ok }) => ok,
          () => false,
        );
        if (healthy) this.failing.delete(ID);
        else this.failing.add(ID);
      }),
    );
    this.changed();
  }

  private changed(): void {
    this.index++;
    for (const wake of this.waiting) wake();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url!, 'http://consul');
    this.asked.push({ call: `${request.method} ${pathname}`, token: request.headers['x-consul-token'] as string | undefined });
    const [, place, name = ''] =
      /^\/v1\/(agent\/service\/register|agent\/service\/deregister|agent\/services|health\/service)\/?(.*)$/.exec(pathname) ?? [];
    if (place === 'agent/service/register') {
      this.list(JSON.parse(await textOf(request)) as ListedService);
      return said(response, 200);
    }
    if (place === 'agent/service/deregister') return this.deregister(decodeURIComponent(name), response);
    if (place === 'agent/services') return said(response, 200, this.own(searchParams.get('filter')));
    if (place !== 'health/service') return said(response, 404, {});
    const known = Number(searchParams.get('index') ?? 0);
    if (known >= this.index) await this.next(response);
    response.setHeader('x-consul-index', this.index);
    said(response, 200, this.instancesOf(decodeURIComponent(name), searchParams.has('passing')));
  }

  private deregister(id: string, response: ServerResponse): void {
    const known = this.services.delete(id);
    this.changed();
    said(response, known ? 200 : 404);
  }

  private own(filter: string | null): Record<string, unknown> {
    const wanted = filter && /^ID == "([^"]+)"$/.exec(filter)?.[1];
    const found = this.listed.filter(({ ID }) => !wanted || ID === wanted);
    return Object.fromEntries(found.map((service) => [service.ID, { ID: service.ID, Service: service.Name }]));
  }

  private instancesOf(name: string, passing: boolean): unknown[] {
    return this.listed
      .filter((service) => service.Name === name && !(passing && this.failing.has(service.ID)))
      .map(({ ID, Name, Address, Port }) => ({ Node: { Address: '127.0.0.1' }, Service: { ID, Service: Name, Address, Port } }));
  }

  /** Until something changes, or whoever waits has gone. */
  private async next(response: ServerResponse): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, WAIT_MS);
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      this.waiting.add(wake);
      response.once('close', wake);
    });
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  return text;
}

function said(response: ServerResponse, status: number, body?: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body));
}
