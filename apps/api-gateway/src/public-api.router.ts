import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { GatewayConfig } from './api-gateway.config.js';
import { docsPages } from './docs.pages.js';
import { openApiDocument } from './open-api.document.js';
import { type Route, routes, urlOf } from './public.routes.js';
import { Forwarder } from './request.forwarder.js';
import { openToFiles } from './upload.doors.js';
import { WebSocketPassage } from './web-socket.passage.js';

/** How long a browser may remember what this API allows, in seconds. */
const PREFLIGHT_SECONDS = 3_600;
/** What a page of another origin may read beside the body. */
const EXPOSED = ['x-request-id', 'retry-after', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'idempotency-replayed'];

/** Opens the table of routes on the HTTP server, with the documentation of itself. */
@Injectable()
export class PublicApi implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly config: GatewayConfig,
    private readonly forwarder: Forwarder,
    private readonly sockets: WebSocketPassage,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onRequest', async (request, reply) => {
      request.id = randomUUID();
      void reply.header('x-request-id', request.id);
    });
    void server.register(helmet, { contentSecurityPolicy: { directives: PAGES_MAY } });
    void server.register(cors, { origin: this.config.CORS_ORIGINS, maxAge: PREFLIGHT_SECONDS, exposedHeaders: EXPOSED, methods: METHODS });
    takeEmptyJson(server);
    for (const route of routes) {
      const url = urlOf(route).replace(/\{(\w+)\}/g, ':$1');
      const door = {
        method: route.method,
        url,
        handler: (request: FastifyRequest, reply: FastifyReply) => this.forwarder.forward(route, request, reply),
      };
      if (route.upload) openToFiles(server, door, route.upload);
      else server.route(door);
    }
    this.sockets.openPolling(server);
    // Made when somebody looks: a megabyte and a half that most gateways never show.
    let document: ReturnType<typeof openApiDocument> | undefined;
    server.get('/openapi.json', () => (document ??= openApiDocument()));
    for (const { url, contentType, body } of docsPages()) server.get(url, (_, reply) => reply.type(contentType).send(body()));
  }
}

const METHODS: Route['method'][] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** The pages that the gateway itself shows take everything from itself; the API browser styles itself inline and draws its icons as data. */
const PAGES_MAY = {
  'default-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'upgrade-insecure-requests': null,
};

/** A POST that needs no body may say that it is JSON all the same, as most clients do. */
function takeEmptyJson(server: FastifyInstance): void {
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    try {
      done(null, JSON.parse(body.toString()));
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }));
    }
  });
}
