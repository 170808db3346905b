import { Discovery } from '@polyreel/service-kit';
import { testService, type TestedService } from '@polyreel/testing';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayConfig } from './api-gateway.config.js';
import { ApiGatewayModule } from './api-gateway.module.js';
import { openApiDocument } from './open-api.document.js';
import { routes } from './public.routes.js';

const API_KEY = 'pr_a key for specs, as long as it must be';
const KEY = { authorization: `Bearer ${API_KEY}` };
const ID = '4be0643f-1d98-473b-97cd-ca98a65347dd';

interface Asked {
  method?: string;
  url?: string;
  headers: IncomingHttpHeaders;
  body: string;
}

describe('the gateway', () => {
  let service: TestedService;
  let upstream: Server;
  let address = '';
  const asked: Asked[] = [];

  beforeAll(async () => {
    upstream = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        asked.push({ method: request.method, url: request.url, headers: request.headers, body });
        response.writeHead(request.headers.range ? 206 : 200, {
          'content-type': 'application/json',
          'content-range': 'bytes 0-1/9',
          'x-inner': 'secret',
        });
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  });
  afterAll(() => upstream.close());

  beforeEach(async () => {
    asked.length = 0;
    const override = (builder: Parameters<NonNullable<NonNullable<Parameters<typeof testService>[1]>['override']>>[0]) =>
      builder
        .overrideProvider(GatewayConfig)
        .useValue({ API_KEY, HOST: '127.0.0.1', ALLOW_REMOTE: false })
        .overrideProvider(Discovery)
        .useValue({ urlOf: (name: string) => Promise.resolve(name === 'storage-service' ? 'http://127.0.0.1:1' : address) });
    service = await testService(ApiGatewayModule, { override });
  });
  afterEach(() => service.stop());

  const post = (payload: object | string, headers: object = KEY) =>
    service.app.inject({ method: 'POST', url: '/v1/generations', headers: { 'content-type': 'application/json', ...headers }, payload });

  it('lets nobody through without the key, whatever the route', async () => {
    for (const { method, path } of routes) {
      const url = `/v1${path.replace('{id}', ID)}`;
      for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: API_KEY }]) {
        const response = await service.app.inject({ method, url, headers });
        expect([url, response.statusCode, response.json()]).toEqual([
          url,
          401,
          expect.objectContaining({ error: expect.objectContaining({ code: 'unauthenticated' }) as object }),
        ]);
      }
    }
    expect(asked).toEqual([]);
  });

  it('sends a checked request on, with defaults filled in and the caller vouched for', async () => {
    const response = await post({ prompt: 'A dog runs.' });
    expect(response.statusCode).toBe(200);
    expect(JSON.parse(asked[0]!.body)).toMatchObject({ prompt: 'A dog runs.', aspectRatio: '16:9', music: true });
    expect(asked[0]!.headers['x-polyreel-identity']).toEqual(expect.any(String));
    expect(asked[0]!.headers.authorization).toBeUndefined();
    expect(response.headers['x-request-id']).toEqual(asked[0]!.headers['x-request-id']);
  });

  it('vouches for the holder of its one key as an admin: until accounts exist that is the operator', async () => {
    await service.app.inject({ url: '/v1/admin/dead-letters/groups', headers: KEY });
    const [, claims] = String(asked[0]!.headers['x-polyreel-identity']).split('.');
    expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toMatchObject({ userId: 'local', role: 'admin' });
  });

  it('takes a POST without a body as most clients send it', async () => {
    const headers = { ...KEY, 'content-type': 'application/json' };
    const response = await service.app.inject({ method: 'POST', url: `/v1/generations/${ID}/cancel`, headers });
    expect(response.statusCode).toBe(200);
    expect(asked[0]).toMatchObject({ method: 'POST', url: `/generations/${ID}/cancel`, body: '' });
  });

  it('passes ranges through and keeps inner headers in', async () => {
    const response = await service.app.inject({ url: `/v1/generations/${ID}`, headers: { ...KEY, range: 'bytes=0-1', cookie: 'a=b' } });
    expect(response.statusCode).toBe(206);
    expect(response.headers).toMatchObject({ 'content-range': 'bytes 0-1/9' });
    expect(response.headers['x-inner']).toBeUndefined();
    expect(asked[0]!.headers.cookie).toBeUndefined();
  });

  it('answers bad input with a stable code and asks nobody', async () => {
    const misfits: [object | string, number, string][] = [
      ['{"prompt": ', 400, 'bad_request'],
      [{ prompt: '' }, 400, 'prompt_empty'],
      [{ prompt: 'x'.repeat(5_001) }, 400, 'prompt_too_long'],
      [Buffer.concat([Buffer.from('{"prompt":"a '), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]) as never, 400, 'prompt_not_utf8'],
      [{ prompt: 'a', durationSeconds: 61 }, 400, 'duration_seconds_invalid'],
      [{ prompt: 'a', webhookUrl: 'http://169.254.169.254/' }, 400, 'webhook_url_invalid'],
      [{ prompt: 'x'.repeat(10_000_000) }, 413, 'body_too_large'],
    ];
    for (const [payload, status, code] of misfits) {
      const response = await post(payload);
      expect([response.statusCode, response.json<{ error: { code: string } }>().error.code]).toEqual([status, code]);
    }
    expect(asked).toEqual([]);
  });

  it('says which service is away and when to come back', async () => {
    const response = await service.app.inject({ url: `/v1/media/${ID}/download`, headers: KEY });
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('5');
    expect(response.json()).toMatchObject({ error: { code: 'service_unavailable', details: { service: 'storage-service' } } });
  });

  it('answers what is not there in the same shape', async () => {
    const response = await service.app.inject({ url: '/v1/nothing', headers: KEY });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ error: { code: 'not_found' } });
  });

  it('documents every route that it opens, and shows the document', async () => {
    const { paths, openapi } = openApiDocument() as { paths: Record<string, Record<string, unknown>>; openapi: string };
    expect(openapi).toBe('3.1.0');
    for (const { method, path } of routes) expect(paths[`/v1${path}`]?.[method.toLowerCase()]).toBeDefined();
    expect((await service.app.inject('/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
    expect((await service.app.inject('/docs')).body).toContain('swagger-ui');
  });

  it('does not start on an open network without accounts', () => {
    process.env['HOST'] = '0.0.0.0';
    process.env['API_KEY'] = API_KEY;
    try {
      expect(() => new GatewayConfig()).toThrow(/loopback only/);
    } finally {
      delete process.env['HOST'];
      delete process.env['API_KEY'];
    }
  });
});
