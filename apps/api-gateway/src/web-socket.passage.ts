import proxyAddress from '@fastify/proxy-addr';
import { Discovery, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type IncomingHttpHeaders, type IncomingMessage, request as ask, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GatewayConfig } from './api-gateway.config.js';

const PATH = '/socket.io';
const SERVICE = 'real-time-service';
const CONNECT_TIMEOUT_MS = 5_000;
/** The largest body of Socket.IO's long polling that goes through. */
const LARGEST_POLL_BYTES = 128 * 1024;

/** Lets Socket.IO through to real-time-service, by WebSocket and by long polling. Who the client is, is checked there, by their token. */
@Injectable()
export class WebSocketPassage implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly open = new Set<Duplex>();
  private readonly log;
  private readonly isTrusted;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly discovery: Discovery,
    { TRUSTED_PROXIES }: GatewayConfig,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
    this.isTrusted = proxyAddress.compile(TRUSTED_PROXIES);
  }

  /** Long polling: two routes with the body left as it is. To be called before the server is ready. */
  openPolling(server: FastifyInstance): void {
    void server.register((polling, _options, done) => {
      polling.removeAllContentTypeParsers();
      polling.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_POLL_BYTES }, (_request, body, parsed) =>
        parsed(null, body),
      );
      polling.route({ method: ['GET', 'POST'], url: `${PATH}/`, handler: (request, reply) => this.poll(request, reply) });
      done();
    });
  }

  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    server.on('upgrade', (request, socket, head) => void this.upgrade(request, socket as Duplex, head as Buffer));
  }

  onApplicationShutdown(): void {
    for (const socket of this.open) socket.destroy();
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    if (new URL(request.url ?? '/', 'http://gateway').pathname !== `${PATH}/`) return refuse(socket, '404 Not Found');
    const origin = await this.discovery.urlOf(SERVICE).catch(() => undefined);
    if (!origin) return refuse(socket, '503 Service Unavailable');
    const { hostname, port } = new URL(origin);
    const inner = ask({ hostname, port, path: request.url, headers: this.forwarded(request) });
    inner.setTimeout(CONNECT_TIMEOUT_MS, () => inner.destroy(new Error('it took too long')));
    inner.on('response', ({ statusCode = 502, statusMessage = '' }) => refuse(socket, `${statusCode} ${statusMessage}`));
    inner.on('error', (error) => {
      this.log.warn({ err: error }, `${SERVICE} does not take a socket`);
      refuse(socket, '503 Service Unavailable');
    });
    inner.on('upgrade', ({ headers }, behind, first) => {
      inner.setTimeout(0);
      behind.setTimeout(0);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${linesOf(headers)}\r\n\r\n`);
      if (first.length > 0) socket.write(first);
      if (head.length > 0) behind.write(head);
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
      // Back pressure goes through: a client that does not read is felt by the service, which drops it.
      void pipeline(socket, behind, socket).catch(() => undefined);
    });
    inner.end();
  }

  private async poll(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { hostname, port } = new URL(await this.discovery.urlOf(SERVICE));
    reply.hijack();
    const headers = this.forwarded(request.raw);
    const inner = ask({ hostname, port, method: request.method, path: request.url, headers }, (answer) => {
      reply.raw.writeHead(answer.statusCode ?? 502, { ...reply.getHeaders(), ...answer.headers } as never);
      answer.pipe(reply.raw);
    });
    inner.on('error', () => (reply.raw.headersSent ? reply.raw.destroy() : reply.raw.writeHead(503, { 'retry-after': '5' }).end()));
    reply.raw.once('close', () => inner.destroy());
    inner.end(request.body as Buffer | undefined);
    return reply;
  }

  /**
   * Only what Socket.IO needs: no cookie and no key of somebody who visits the API elsewhere. Where the client is, is told as for every other
   * request: by trusted proxies only, and anew, so that nothing else that was claimed goes along.
   */
  private forwarded(request: IncomingMessage): IncomingHttpHeaders {
    const { cookie: _cookie, authorization: _authorization, forwarded: _forwarded, ...rest } = request.headers;
    const own = Object.fromEntries(Object.entries(rest).filter(([name]) => !/^x-(forwarded-|real-ip|polyreel-)/.test(name)));
    return { ...own, 'x-forwarded-for': proxyAddress(request, this.isTrusted) ?? '' };
  }
}

function refuse(socket: Duplex, status: string): void {
  if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

const linesOf = (headers: IncomingHttpHeaders) =>
  Object.entries(headers)
    .flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`))
    .join('\r\n');
