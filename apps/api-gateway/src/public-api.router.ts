import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { docsPages } from './docs.pages.js';
import { Forwarder } from './request.forwarder.js';
import { openApiDocument } from './open-api.document.js';
import { routes } from './public.routes.js';

/** Opens the table of routes on the HTTP server, with the documentation of itself. */
@Injectable()
export class PublicApi implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly forwarder: Forwarder,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook('onRequest', async (request, reply) => {
      request.id = randomUUID();
      reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    });
    // A POST that needs no body may say that it is JSON all the same, as most clients do.
    server.removeContentTypeParser('application/json');
    server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
      if (body.length === 0) return done(null, undefined);
      try {
        done(null, JSON.parse(body.toString()));
      } catch (error) {
        done(Object.assign(error as Error, { statusCode: 400 }));
      }
    });
    for (const route of routes) {
      const url = `/v1${route.path.replace(/\{(\w+)\}/g, ':$1')}`;
      server.route({ method: route.method, url, handler: (request, reply) => this.forwarder.forward(route, request, reply) });
    }
    // Made when somebody looks: a megabyte and a half that most gateways never show.
    let document: ReturnType<typeof openApiDocument> | undefined;
    server.get('/openapi.json', () => (document ??= openApiDocument()));
    for (const { url, contentType, body } of docsPages()) server.get(url, (_, reply) => reply.type(contentType).send(body()));
  }
}
