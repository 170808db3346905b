import { AppError, Discovery, Identities } from '@polyreel/service-kit';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import { ApiKeyGuard } from './api-key.guard.js';
import type { Route } from './public.routes.js';

/** Headers that mean something to the service behind. Everything else a client sends stays here. */
const TO_SERVICE = ['accept', 'range', 'if-none-match', 'if-range', 'last-event-id'];
const TO_CLIENT = [
  'content-type',
  'content-length',
  'content-range',
  'accept-ranges',
  'etag',
  'last-modified',
  'content-disposition',
  'cache-control',
  'retry-after',
];

const HEADERS_TIMEOUT_MS = 15_000;

/** Takes a checked request to the service that owns it and streams the answer back. */
@Injectable()
export class Forwarder implements OnApplicationShutdown {
  private readonly agent = new Agent({ headersTimeout: HEADERS_TIMEOUT_MS, bodyTimeout: 0, connectTimeout: 2_000 });

  constructor(
    private readonly discovery: Discovery,
    private readonly identities: Identities,
    private readonly keys: ApiKeyGuard,
  ) {}

  async forward(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const caller = this.keys.callerOf(request.headers.authorization);
    const body = route.body ? JSON.stringify(route.body.parse(request.body)) : undefined;
    const query = new URLSearchParams(route.query ? present(route.query.parse(request.query) as Record<string, unknown>) : {}).toString();
    const leaving = new AbortController();
    reply.raw.once('close', () => leaving.abort());
    const answer = await this.ask(route.service, {
      method: request.method as Dispatcher.HttpMethod,
      path: pathOf(route, request.params as Record<string, string>) + (query && `?${query}`),
      headers: {
        ...pick(request.headers, TO_SERVICE),
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(await this.identities.headersFor(caller)),
        'x-request-id': request.id,
      },
      body,
      signal: leaving.signal,
    });
    return reply.status(answer.statusCode).headers(pick(answer.headers, TO_CLIENT)).send(streamOf(answer.body));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.destroy();
  }

  private async ask(service: string, options: Omit<Dispatcher.RequestOptions, 'origin'>): Promise<Dispatcher.ResponseData> {
    const origin = await this.discovery.urlOf(service);
    try {
      return await this.agent.request({ origin, ...options });
    } catch (error) {
      throw new AppError('service_unavailable', `${service} does not answer. Try again in a moment.`, 503, {
        service,
        cause: error instanceof Error ? error.message : String(error),
      });
    }
  }
}

/** A client that goes away ends the stream; that is not an error of ours. */
function streamOf(body: Dispatcher.ResponseData['body']): Readable {
  body.on('error', () => undefined);
  return body;
}

const pathOf = (route: Route, parameters: Record<string, string>) =>
  route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));

const pick = (headers: Record<string, string | string[] | undefined>, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])));

const present = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])));
