import { IDEMPOTENCY_KEY } from '@polyreel/http-api';
import { AppError, type Caller, Identities } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { Doorkeeper } from './door.keeper.js';
import { IdempotentAnswers } from './idempotent.answers.js';
import { Limits, RateLimited, rateLimitHeaders } from './limits/caller.limits.js';
import { type Route, takesKey } from './public.routes.js';
import { ServiceCaller } from './service.caller.js';
import { fileIn, notAFile } from './upload.doors.js';

/** Headers that mean something to the service behind. Everything else a client sends stays here. */
const TO_SERVICE = ['accept', 'accept-language', 'range', 'if-none-match', 'if-range', 'last-event-id'];
const TO_CLIENT = [
  'content-type',
  'content-language',
  'content-length',
  'content-range',
  'accept-ranges',
  'etag',
  'last-modified',
  'content-disposition',
  'cache-control',
  'retry-after',
  'location',
];
/** What a service must know of a file that streams through. */
const OF_FILE = ['content-type', 'content-length'];
/** A recording is decoded whole before it is answered: the service may take so long once it has all of it. */
const INSPECTION_MS = 60_000;
const COOKIES = { toService: ['cookie'], toClient: ['set-cookie'] };

/** Takes a request to the service that owns it, once it is known who asks, how often, and that it fits; streams the answer back. */
@Injectable()
export class Forwarder {
  constructor(
    private readonly door: Doorkeeper,
    private readonly limits: Limits,
    private readonly answers: IdempotentAnswers,
    private readonly services: ServiceCaller,
    private readonly identities: Identities,
  ) {}

  async forward(route: Route, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const caller = await this.door.letIn(route, request);
    await this.count(caller, route, request, reply);
    const body = bodyOf(route, request);
    const query = new URLSearchParams(route.query ? present(route.query.parse(request.query) as Record<string, unknown>) : {}).toString();
    const key = idempotencyKey(request, route);
    const leaving = new AbortController();
    reply.raw.once('close', () => leaving.abort());
    const ask = async () =>
      this.services.ask(route.service, {
        method: request.method as Dispatcher.HttpMethod,
        path: pathOf(route, request.params as Record<string, string>) + (query && `?${query}`),
        headers: {
          ...pick(request.headers, [...TO_SERVICE, ...(route.cookies ? COOKIES.toService : [])]),
          ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
          ...(body instanceof Readable ? pick(request.headers, OF_FILE) : {}),
          ...(key && route.keepsKey ? { 'x-polyreel-idempotency-key': key } : {}),
          ...(await this.identities.headersFor(caller)),
          'x-request-id': request.id,
        },
        body,
        headersTimeout: route.upload && INSPECTION_MS,
        // Whoever promised to do it once does it also where nobody waits any more.
        signal: key ? undefined : leaving.signal,
      });
    if (key && !route.keepsKey)
      return this.answerOnce({ caller, route: `${route.method} ${request.url}`, key, body: String(body ?? '') }, ask, reply);
    const answer = await ask();
    const headers = pick(answer.headers, TO_CLIENT);
    const cookies = route.cookies ? answer.headers['set-cookie'] : undefined;
    if (cookies) void reply.header('set-cookie', cookies);
    return reply.status(answer.statusCode).headers(headers).send(streamOf(answer.body));
  }

  /** Counts the request and says in the answer how the allowance stands, also where it is used up. */
  private async count(caller: Caller, route: Route, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (this.door.isOperator(caller)) return;
    try {
      void reply.headers(rateLimitHeaders(await this.limits.count(caller, request.ip, [route.limit ?? 'calls'].flat())));
    } catch (error) {
      if (error instanceof RateLimited) void reply.headers(rateLimitHeaders(error.taken));
      throw error;
    }
  }

  private async answerOnce(
    asked: Parameters<IdempotentAnswers['once']>[0],
    ask: () => Promise<Dispatcher.ResponseData>,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { status, headers, body, replayed } = await this.answers.once(asked, async () => {
      const answer = await ask();
      return { status: answer.statusCode, headers: pick(answer.headers, TO_CLIENT), body: await answer.body.text() };
    });
    return reply
      .status(status)
      .headers({ ...headers, 'idempotency-replayed': String(replayed) })
      .send(body);
  }
}

/** What goes to the service: the request in JSON, checked and with its defaults; or a file, as it comes. */
function bodyOf(route: Route, request: FastifyRequest): string | Readable | undefined {
  const file = route.upload && fileIn(request, route.upload);
  if (file) return file;
  if (route.body) return JSON.stringify(route.body.parse(request.body ?? {}));
  if (route.upload && request.body !== undefined) throw notAFile();
  return undefined;
}

function idempotencyKey({ headers }: FastifyRequest, route: Route): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined || !takesKey(route)) return undefined;
  if (typeof key === 'string' && IDEMPOTENCY_KEY.test(key)) return key;
  throw new AppError('idempotency_key_invalid', 'An Idempotency-Key has 1 to 200 printable ASCII characters.', 400);
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
