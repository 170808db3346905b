import * as vocabulary from '@polyreel/http-api';
import { type Route, routes, TAGS, takesKey, urlOf } from './public.routes.js';
import { Vocabulary } from './schema.vocabulary.js';

const { answerOf, Failure } = vocabulary;

/** What can go wrong, by status. The code in the body says which. */
const FAILURES = {
  400: 'The request does not fit.',
  401: 'No token or key that holds.',
  402: 'Not enough credits, or a budget is used up.',
  403: 'Not for this person, or not for this key.',
  404: 'There is nothing here, or it is somebody else’s.',
  409: 'It does not go with how things stand: the code says why.',
  408: 'It took too long to arrive.',
  413: 'The body is too large.',
  415: 'Nothing that is taken here: the code says why.',
  422: 'Understood, and refused: the code says why.',
  429: 'Too many requests: Retry-After says when.',
  503: 'A service is away: Retry-After says when.',
};

/** Those that a route can answer with. */
function failuresOf({ access, method, body, upload, limit, path }: Route): (keyof typeof FAILURES)[] {
  const possible: Record<keyof typeof FAILURES, boolean> = {
    400: true,
    401: access !== 'anyone' || method === 'POST',
    402: [limit].flat().some((kind) => kind === 'generations' || kind === 'voice'),
    403: true,
    404: path.includes('{'),
    409: method !== 'GET',
    408: upload !== undefined,
    413: body !== undefined || upload !== undefined,
    415: upload !== undefined,
    422: method === 'POST',
    429: true,
    503: true,
  };
  return (Object.keys(FAILURES).map(Number) as (keyof typeof FAILURES)[]).filter((status) => possible[status]);
}

/** The OpenAPI 3.1 document, written from the table that routes and checks the requests. */
export function openApiDocument(server = '/'): Record<string, unknown> {
  const words = new Vocabulary(vocabulary);
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[urlOf(route)] ??= {})[route.method.toLowerCase()] = operationOf(route, words);
  const failure = words.answered(Failure);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Polyreel',
      version: '1.0.0',
      description: 'Words in any language become video.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: server }],
    security: [{ bearer: [] }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'The access token of a session, or an API key.' } },
      schemas: words.schemas,
      responses: Object.fromEntries(
        Object.entries(FAILURES).map(([status, description]) => [
          `Failure${status}`,
          { description, content: { 'application/json': { schema: failure } } },
        ]),
      ),
    },
  };
}

function operationOf(route: Route, words: Vocabulary) {
  const content = route.streams ? { [route.streams]: {} } : { 'application/json': { schema: words.answered(answerOf(route.data!)) } };
  return {
    operationId: operationId(route),
    summary: route.summary,
    description: whoMay(route),
    ...(route.access === 'anyone' && { security: [] }),
    tags: [route.tag],
    // Which service owns it: for those who look for a cause, and for the walk through every door.
    'x-service': route.service,
    parameters: [...pathParameters(route), ...queryParameters(route, words), ...(takesKey(route) ? [IDEMPOTENCY_KEY] : [])],
    ...(route.body || route.upload ? { requestBody: { required: true, content: bodiesOf(route, words) } } : {}),
    responses: {
      [route.status]: { description: 'As asked.', content },
      ...Object.fromEntries(failuresOf(route).map((status) => [status, { $ref: `#/components/responses/Failure${status}` }])),
    },
  };
}

/** The forms in which a request may come: JSON, and where a file may come in, a form or the file alone. */
function bodiesOf({ body, upload }: Route, words: Vocabulary) {
  const json = body && words.asked(body);
  const file = { type: 'string', format: 'binary', contentMediaType: 'application/octet-stream' };
  const parts = { ...(json && { request: json }), file: { ...file, description: 'The recording. What it is called is not looked at.' } };
  const encoding = { ...(json && { request: { contentType: 'application/json' } }), file: { contentType: 'audio/*' } };
  return {
    ...(json && { 'application/json': { schema: json } }),
    ...(upload?.formBytes && { 'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: parts }, encoding } }),
    ...(upload && { 'audio/*': { schema: file } }),
  };
}

function whoMay({ access, scope }: Route): string {
  if (access === 'anyone') return 'Open to anyone.';
  const scopes = [scope ?? []].flat().map((one) => `\`${one}\``);
  const key =
    scopes.length > 0
      ? `A key needs the scope${scopes.length > 1 ? 's' : ''} ${scopes.join(' and ')}.`
      : 'For sessions: no key opens this.';
  return access === 'admin' ? `For admins. ${key}` : key;
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', minLength: 1, maxLength: 200 },
  description: 'The same key and body are answered alike and done once, for a day; the same key with another body is refused.',
};

const operationId = ({ method, path }: Route) =>
  [method.toLowerCase(), ...path.split('/').filter(Boolean)].map((part) => part.replace(/[{}]/g, '')).join('_');

const NOT_UUIDS = new Set(['callKey', 'provider']);

const pathParameters = ({ path }: Route) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: NOT_UUIDS.has(name!) ? { type: 'string' } : { type: 'string', format: 'uuid' },
  }));

function queryParameters({ query }: Route, words: Vocabulary) {
  if (!query) return [];
  const { properties = {} } = words.plain(query) as { properties?: Record<string, { description?: string }> };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema,
    description: schema.description,
  }));
}
