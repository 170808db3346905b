import { Access, OperatorConfig } from '@polyreel/access';
import { CacheConfig } from '@polyreel/cache';
import { AppError, type Caller, Discovery } from '@polyreel/service-kit';
import { testService, type TestedService } from '@polyreel/testing';
import { Validator } from '@seriousme/openapi-schema-validator';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GatewayConfig } from './api-gateway.config.js';
import { ApiGatewayModule } from './api-gateway.module.js';
import { openApiDocument } from './open-api.document.js';
import { routes, urlOf } from './public.routes.js';

const API_KEY = 'pr_a key for specs, as long as it must be';
const KEY = { authorization: `Bearer ${API_KEY}` };
const bearer = (name: string) => ({ authorization: `Bearer ${name}` });
/** Who shows what, instead of auth-service's word for it. */
const PEOPLE: Record<string, Caller> = {
  ann: { userId: 'ann', role: 'user', tier: 'free', sessionId: '6a0f1f0c-0b0e-4f0e-9d8c-1d7c9ac0b111' },
  boss: { userId: 'boss', role: 'admin', tier: 'pro', sessionId: '6a0f1f0c-0b0e-4f0e-9d8c-1d7c9ac0b112' },
  speaker: { userId: 'ann', role: 'user', tier: 'free', keyId: '6a0f1f0c-0b0e-4f0e-9d8c-1d7c9ac0b114', scopes: ['voice:write'] },
  reader: { userId: 'ann', role: 'user', tier: 'free', keyId: '6a0f1f0c-0b0e-4f0e-9d8c-1d7c9ac0b113', scopes: ['generations:read'] },
};
const access = {
  callerOf: (authorization = '') => {
    const person = PEOPLE[authorization.replace('Bearer ', '')];
    return person ? Promise.resolve(person) : Promise.reject(new AppError('unauthenticated', 'Nobody knows this token.', 401));
  },
};
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
          'set-cookie': ['state=sealed; HttpOnly', 'other=1'],
          location: 'https://id.example.org/authorize',
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
        .useValue({ CORS_ORIGINS: ['https://studio.example.org'], TRUSTED_PROXIES: [] })
        .overrideProvider(OperatorConfig)
        .useValue({ API_KEY, HOST: '127.0.0.1', ALLOW_REMOTE: false })
        .overrideProvider(Access)
        .useValue(access)
        // Without Redis, whatever the environment says: what is counted and kept there has specs of its own.
        .overrideProvider(CacheConfig)
        .useValue({})
        .overrideProvider(Discovery)
        .useValue({ urlOf: (name: string) => Promise.resolve(name === 'storage-service' ? 'http://127.0.0.1:1' : address) });
    service = await testService(ApiGatewayModule, { override });
  });
  afterEach(() => service.stop());

  const post = (payload: object | string, headers: object = KEY) =>
    service.app.inject({ method: 'POST', url: '/v1/generations', headers: { 'content-type': 'application/json', ...headers }, payload });

  it('lets nobody through who has shown nothing that holds, whatever the route', async () => {
    for (const route of routes.filter(({ access: who }) => who !== 'anyone')) {
      const url = urlOf(route).replace(/\{\w+\}/g, ID);
      for (const headers of [{}, bearer('wrong'), { authorization: API_KEY }]) {
        const response = await service.app.inject({ method: route.method, url, headers });
        expect([url, response.statusCode, response.json()]).toEqual([
          url,
          401,
          expect.objectContaining({ error: expect.objectContaining({ code: 'unauthenticated' }) as object }),
        ]);
      }
    }
    expect(asked).toEqual([]);
  });

  it('keeps everybody but admins away from the routes for operators', async () => {
    const forAdmins = routes.filter(({ access: who }) => who === 'admin');
    expect(forAdmins.length).toBeGreaterThan(5);
    for (const route of forAdmins) {
      const url = urlOf(route).replace(/\{\w+\}/g, ID);
      const response = await service.app.inject({ method: route.method, url, headers: bearer('ann') });
      expect([url, response.statusCode, response.json<{ error: { code: string } }>().error.code]).toEqual([url, 403, 'forbidden']);
    }
    expect(asked).toEqual([]);
    expect((await service.app.inject({ url: '/v1/admin/dead-letters', headers: bearer('boss') })).statusCode).toBe(200);
  });

  it('lets a key do what its scopes say and nothing else', async () => {
    const reading = await service.app.inject({ url: '/v1/generations', headers: bearer('reader') });
    expect(reading.statusCode).toBe(200);
    const writing = await post({ prompt: 'A dog runs.' }, bearer('reader'));
    expect(writing.statusCode).toBe(403);
    expect(writing.json()).toMatchObject({ error: { code: 'scope_missing', details: { scope: 'generations:write' } } });
    expect(asked).toHaveLength(1);
  });

  it('has a recording filmed only for who may have films made, and counts it as one', async () => {
    await service.app.listen(0, '127.0.0.1');
    const url = await service.app.getUrl();
    const say = async (to: string, who: string) => {
      const headers = { 'content-type': 'application/json', ...bearer(who) };
      const answer = await fetch(`${url}/v1/voice/${to}`, { method: 'POST', headers, body: JSON.stringify({ uploadId: ID }) });
      return { status: answer.status, ...((await answer.json()) as object) };
    };
    expect(await say('process', 'speaker')).toMatchObject({ status: 200 });
    const missing = { code: 'scope_missing', details: { scope: 'generations:write' } };
    expect(await say('generate', 'speaker')).toMatchObject({ status: 403, error: missing });
    expect(await say('generate', 'ann')).toMatchObject({ status: 200 });
    for (let more = 0; more < 4; more++) expect((await post({ prompt: 'A dog runs.' }, bearer('ann'))).statusCode).toBe(200);
    expect((await post({ prompt: 'A dog runs.' }, bearer('ann'))).statusCode).toBe(429);
  });

  it('counts what a person asks, says how the allowance stands, and refuses with the time to wait', async () => {
    const first = await post({ prompt: 'A dog runs.' }, bearer('ann'));
    expect(first.statusCode).toBe(200);
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '5', 'ratelimit-remaining': '4' });
    for (let more = 0; more < 4; more++) await post({ prompt: 'A dog runs.' }, bearer('ann'));
    const sixth = await post({ prompt: 'A dog runs.' }, bearer('ann'));
    expect(sixth.statusCode).toBe(429);
    expect(sixth.json()).toMatchObject({ error: { code: 'rate_limited' } });
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0);
    expect(asked).toHaveLength(5);
    expect((await post({ prompt: 'A dog runs.' }, bearer('boss'))).statusCode).toBe(200);
  });

  it('leaves a service alone that has failed five times in a row, and asks it again after a while', async () => {
    const download = () => service.app.inject({ url: `/v1/media/${ID}/download`, headers: KEY });
    for (let failure = 0; failure < 5; failure++) await download();
    const sixth = await download();
    expect(sixth.statusCode).toBe(503);
    expect(sixth.json()).toMatchObject({ error: { details: { cause: 'it has not answered for a while' } } });
    expect((await service.app.inject({ url: '/v1/generations', headers: KEY })).statusCode).toBe(200);
  });

  it('promises no idempotency that it cannot keep: without Redis such a request is refused, and generations keep it themselves', async () => {
    const headers = { ...KEY, 'idempotency-key': 'order-1' };
    const response = await service.app.inject({ method: 'POST', url: `/v1/generations/${ID}/cancel`, headers });
    expect(response.statusCode).toBe(503);
    await post({ prompt: 'A dog runs.' }, headers);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.headers['x-polyreel-idempotency-key']).toBe('order-1');
    const odd = await post({ prompt: 'A dog runs.' }, { ...KEY, 'idempotency-key': 'x'.repeat(201) });
    expect(odd.json()).toMatchObject({ error: { code: 'idempotency_key_invalid' } });
  });

  it('lets pages of listed origins read it, and no others', async () => {
    const preflight = (origin: string) =>
      service.app.inject({ method: 'OPTIONS', url: '/v1/generations', headers: { origin, 'access-control-request-method': 'POST' } });
    expect((await preflight('https://studio.example.org')).headers['access-control-allow-origin']).toBe('https://studio.example.org');
    expect((await preflight('https://evil.example.org')).headers['access-control-allow-origin']).toBeUndefined();
  });

  it('sends the headers that keep browsers from harm with everything', async () => {
    for (const url of ['/v1/generations', '/docs', '/v1/nothing'])
      expect((await service.app.inject({ url })).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("default-src 'self'") as string,
      });
  });

  it('sends a checked request on, with defaults filled in and the caller vouched for', async () => {
    const response = await post({ prompt: 'A dog runs.' });
    expect(response.statusCode).toBe(200);
    expect(JSON.parse(asked[0]!.body)).toMatchObject({ prompt: 'A dog runs.', aspectRatio: '16:9', music: true });
    expect(asked[0]!.headers['x-polyreel-identity']).toEqual(expect.any(String));
    expect(asked[0]!.headers.authorization).toBeUndefined();
    expect(response.headers['x-request-id']).toEqual(asked[0]!.headers['x-request-id']);
  });

  it('vouches for the holder of the launcher’s key as an admin: that is the operator', async () => {
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

  it('carries cookies and redirects for signing in elsewhere, and for nothing else', async () => {
    const start = await service.app.inject({ url: '/v1/auth/oidc/acme/start', headers: { cookie: 'state=old' } });
    expect(start.headers['set-cookie']).toEqual(['state=sealed; HttpOnly', 'other=1']);
    expect(start.headers.location).toBe('https://id.example.org/authorize');
    expect(asked[0]!.headers.cookie).toBe('state=old');
    expect((await service.app.inject({ url: '/v1/generations', headers: KEY })).headers['set-cookie']).toBeUndefined();
  });

  it('answers bad input with a stable code and asks nobody', async () => {
    const misfits: [object | string, number, string][] = [
      ['{"prompt": ', 400, 'bad_request'],
      [{ prompt: '' }, 400, 'prompt_empty'],
      [{ prompt: 'x'.repeat(5_001) }, 400, 'prompt_too_long'],
      [Buffer.concat([Buffer.from('{"prompt":"a '), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]) as never, 400, 'prompt_not_utf8'],
      [{ prompt: 'a', durationSeconds: 61 }, 400, 'duration_seconds_invalid'],
      [{ prompt: 'a', language: 'klingon!' }, 400, 'language_invalid'],
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
    expect(await new Validator().validate(openApiDocument())).toEqual({ valid: true });
    for (const route of routes) expect(paths[urlOf(route)]?.[route.method.toLowerCase()]).toBeDefined();
    expect((await service.app.inject('/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
    expect((await service.app.inject('/docs')).body).toContain('swagger-ui');
  });

  it('takes the operator’s key on no open network', () => {
    const start = (environment: Record<string, string>) => {
      Object.assign(process.env, environment);
      try {
        return new OperatorConfig();
      } finally {
        for (const name of Object.keys(environment)) delete process.env[name];
      }
    };
    expect(() => start({ HOST: '0.0.0.0', API_KEY })).toThrow(/on loopback only/);
    expect(start({ HOST: '0.0.0.0' }).API_KEY).toBeUndefined();
    expect(start({ HOST: '0.0.0.0', API_KEY, ALLOW_REMOTE: 'true' }).API_KEY).toBe(API_KEY);
  });
});
