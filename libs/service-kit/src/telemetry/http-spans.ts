import { type Context, context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const tracer = trace.getTracer('polyreel.http');
/** Asked every few seconds by tools: a trace of that tells nobody anything. */
const UNTRACED = new Set(['/health', '/ready', '/metrics']);
const contexts = new WeakMap<FastifyRequest, Context>();

/** A server span around every request, in the trace of its caller. Call it before routes are registered. */
export function traceRequests(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    const { url: route } = request.routeOptions;
    if (route && UNTRACED.has(route)) return done();
    const parent = propagation.extract(context.active(), request.headers);
    const span = tracer.startSpan(
      route ? `${request.method} ${route}` : request.method,
      { kind: SpanKind.SERVER, attributes: attributesOf(request) },
      parent,
    );
    contexts.set(request, trace.setSpan(parent, span));
    // Not onResponse: a stream of events that was taken over by hand ends without it.
    reply.raw.once('close', () => {
      const { statusCode } = reply.raw;
      span.setAttribute('http.response.status_code', statusCode);
      if (statusCode >= 500) span.setAttribute('error.type', String(statusCode)).setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    done();
  });
  // Only here: the body arrives by events of the socket, and what runs after them does not know of a context from before.
  server.addHook('preValidation', (request, _reply, done) => context.with(contexts.get(request) ?? context.active(), done));
}

/** The path without its query, which may hold a signature. */
const attributesOf = ({ method, url, routeOptions, hostname, protocol }: FastifyRequest) => ({
  'http.request.method': method,
  'http.route': routeOptions.url,
  'url.path': url.split('?')[0],
  'url.scheme': protocol,
  'server.address': hostname,
});
