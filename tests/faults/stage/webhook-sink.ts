import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { CalledEnd } from '../history/history.js';

const Call = z.object({ type: z.string(), data: z.object({ generationId: z.string(), status: z.string() }) });

/** The server of somebody who wants to be called when a film has ended. It believes what its customer's secret has signed, and nothing else. */
export class WebhookSink {
  /** Told of every call, also of one that comes again. */
  onCall: (call: CalledEnd) => void = () => undefined;
  private readonly secrets: string[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<WebhookSink> {
    const server = createServer();
    const sink = new WebhookSink(server);
    server.on('request', (request, reply) => {
      void text(request).then((body) => {
        const call = sink.read(body, request.headers);
        if (call) sink.onCall(call);
        reply.writeHead(call ? 204 : 401).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return sink;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Believes from now on what this secret has signed. */
  trust(secret: string): void {
    this.secrets.push(secret);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private read(body: string, headers: IncomingHttpHeaders): CalledEnd | undefined {
    if (!this.secrets.some((secret) => isSigned(secret, body, headers))) return undefined;
    const { data } = Call.parse(JSON.parse(body));
    return { generationId: data.generationId, webhookId: String(headers['webhook-id']), status: data.status };
  }
}

function isSigned(secret: string, body: string, headers: IncomingHttpHeaders): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
