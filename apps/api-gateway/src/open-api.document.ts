import { answerOf, Failure } from '@polyreel/http-api';
import { z } from 'zod';
import { type Route, routes } from './public.routes.js';

const FAILURES = {
  400: 'The request does not fit.',
  401: 'No valid key.',
  404: 'There is nothing here.',
  413: 'The body is too large.',
  429: 'Too many requests.',
  503: 'A service is away.',
};
const FAILURES_OF_ADMINS = { ...FAILURES, 403: 'Only an admin may do this.', 409: 'There is nothing to do: the code says why.' };

/** The OpenAPI 3.1 document, written from the table that routes and checks the requests. */
export function openApiDocument(server = '/'): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) (paths[`/v1${route.path}`] ??= {})[route.method.toLowerCase()] = operationOf(route);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Polyreel',
      version: '1.0.0',
      description: 'Words in any language become video.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: server }],
    security: [{ key: [] }],
    tags: [
      { name: 'generations', description: 'Films in the making and made.' },
      { name: 'media', description: 'Their files.' },
      { name: 'admin', description: 'What went wrong, for the operator.' },
    ],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'The key that the launcher wrote.' } },
      schemas: { Failure: schemaOf(Failure) },
    },
  };
}

function operationOf(route: Route) {
  const content = route.streams ? { [route.streams]: {} } : { 'application/json': { schema: schemaOf(answerOf(route.data!)) } };
  const failure = (description: string) => ({
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
  });
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.tag],
    parameters: [...pathParameters(route), ...queryParameters(route)],
    ...(route.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } } : {}),
    responses: {
      [route.status]: { description: 'As asked.', content },
      ...Object.fromEntries(
        Object.entries(route.tag === 'admin' ? FAILURES_OF_ADMINS : FAILURES).map(([status, description]) => [
          status,
          failure(description),
        ]),
      ),
    },
  };
}

const operationId = ({ method, path }: Route) =>
  [method.toLowerCase(), ...path.split('/').filter(Boolean)].map((part) => part.replace(/[{}]/g, '')).join('_');

const pathParameters = ({ path }: Route) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'callKey' ? { type: 'string' } : { type: 'string', format: 'uuid' },
  }));

function queryParameters({ query }: Route) {
  if (!query) return [];
  const { properties = {} } = schemaOf(query, 'input') as { properties?: Record<string, { description?: string }> };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema,
    description: schema.description,
  }));
}

/** Refinements that JSON Schema cannot say stay in the words of the field's description. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): Record<string, unknown> {
  const { $schema: _dialect, ...plain } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return plain;
}
