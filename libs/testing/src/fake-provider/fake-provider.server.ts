import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { ComfyuiContract } from './comfyui.contract.js';
import { answer, type Asked } from './exchange.js';
import { FilmLab } from './film-lab.js';
import { ReplicateContract } from './replicate.contract.js';
import { RuleBook } from './rule.js';

const Settings = z.object({ comfyuiJobs: z.boolean() }).partial();

/** One server that is Replicate and ComfyUI at once, and under /control does what a test tells it. */
export class FakeProviderServer {
  private readonly lab: FilmLab;
  private readonly rules = new RuleBook();
  private readonly contracts: readonly (ReplicateContract | ComfyuiContract)[];
  private settings = { comfyuiJobs: true };
  private readonly server: Server = createServer((request, response) => {
    this.serve(request, response).catch((error: unknown) => {
      // The caller went away, or a test asked for something that cannot be: either way this exchange is over.
      if (!response.headersSent) response.writeHead(500).end(String(error));
      else request.socket.destroy();
    });
  });

  constructor(folder: string) {
    this.lab = new FilmLab(folder);
    this.contracts = [new ReplicateContract(this.lab, () => this.url), new ComfyuiContract(this.lab, () => this.settings.comfyuiJobs)];
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  }

  async close(): Promise<void> {
    this.lab.dispose();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked: Asked = {
      method: request.method ?? 'GET',
      url: new URL(request.url ?? '/', this.url),
      headers: request.headers,
      body: await buffer(request),
    };
    if (asked.url.pathname.startsWith('/control/')) return this.control(asked, response);
    for (const contract of this.contracts) {
      const understood = contract.understand(asked);
      if (!understood) continue;
      this.lab.ledger.write({ ...understood.call, event: 'received' });
      return answer(understood, this.rules.treatmentOf(understood.call), { request, response }, this.lab.ledger);
    }
    response.writeHead(404).end('404: Not Found');
  }

  private control({ url, body }: Asked, response: ServerResponse): void {
    const told = JSON.parse(body.toString() || '{}') as unknown;
    if (url.pathname === '/control/rules') this.rules.replace(told as readonly unknown[]);
    else if (url.pathname === '/control/settings') this.settings = { ...this.settings, ...Settings.parse(told) };
    else if (url.pathname === '/control/release') this.lab.release((told as { key?: string }).key);
    else return void response.writeHead(404).end();
    response.writeHead(204).end();
  }
}
