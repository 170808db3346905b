import { Access, OperatorConfig } from '@polyreel/access';
import { CacheConfig } from '@polyreel/cache';
import { MAX_RECORDING_BYTES } from '@polyreel/contracts';
import { AppError, Discovery } from '@polyreel/service-kit';
import { testService, type TestedService } from '@polyreel/testing';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request as ask, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GatewayConfig } from './api-gateway.config.js';
import { ApiGatewayModule } from './api-gateway.module.js';

const API_KEY = 'pr_a key for specs, as long as it must be';
const WAV = { 'content-type': 'audio/wav' };
const MEGABYTE = Buffer.alloc(2 ** 20);

/** A request as the service behind takes it in: piece by piece. */
interface Taken {
  request: IncomingMessage;
  pieces: Buffer[];
  /** It broke off before its end. */
  broken: boolean;
}

describe('a file on its way through the gateway', () => {
  let gateway: TestedService;
  let url = '';
  let behind = createServer();
  let answerTo: (taken: Taken, response: ServerResponse) => void;
  const taken: Taken[] = [];

  beforeEach(async () => {
    taken.length = 0;
    const whole = (_: Taken, response: ServerResponse) => void response.writeHead(202).end('{"data":{}}');
    answerTo = ({ request }, response) => void request.once('end', () => whole(taken[0]!, response));
    behind = createServer((request, response) => {
      const one: Taken = { request, pieces: [], broken: false };
      taken.push(one);
      request.on('data', (piece: Buffer) => one.pieces.push(piece)).once('aborted', () => (one.broken = true));
      answerTo(one, response);
    }).listen(0, '127.0.0.1');
    await once(behind, 'listening');
    const origin = `http://127.0.0.1:${(behind.address() as AddressInfo).port}`;
    gateway = await testService(ApiGatewayModule, {
      override: (builder) =>
        builder
          .overrideProvider(GatewayConfig)
          .useValue({ CORS_ORIGINS: [], TRUSTED_PROXIES: [] })
          .overrideProvider(OperatorConfig)
          .useValue({ API_KEY, HOST: '127.0.0.1', ALLOW_REMOTE: false })
          .overrideProvider(Access)
          .useValue({ callerOf: () => Promise.reject(new AppError('unauthenticated', 'Nobody knows this token.', 401)) })
          .overrideProvider(CacheConfig)
          .useValue({})
          .overrideProvider(Discovery)
          .useValue({ urlOf: () => Promise.resolve(origin) }),
    });
    await gateway.app.listen(0, '127.0.0.1');
    url = (await gateway.app.getUrl()).replace('[::1]', '127.0.0.1');
  });
  afterEach(async () => {
    behind.closeAllConnections();
    behind.close();
    await gateway.stop();
  });

  /** A request whose body the test writes by hand. */
  const sending = (path: string, headers: Record<string, string> = WAV) => {
    const request = ask(`${url}/v1${path}`, { method: 'POST', headers: { authorization: `Bearer ${API_KEY}`, ...headers } });
    request.on('error', () => undefined);
    const answered = once(request, 'response').then(async ([response]: IncomingMessage[]) => ({
      status: response!.statusCode,
      code: (JSON.parse(await text(response!)) as { error?: { code: string } }).error?.code,
    }));
    answered.catch(() => undefined);
    return { request, answered };
  };
  const sent = (path: string, body: Buffer | string | FormData, headers: Record<string, string> = {}) =>
    fetch(`${url}/v1${path}`, { method: 'POST', body, headers: { authorization: `Bearer ${API_KEY}`, ...headers } });
  const bytesOf = ({ pieces }: Taken) => pieces.reduce((bytes, { length }) => bytes + length, 0);

  it('reaches the service while the sender still sends, with who sends it and under which key', async () => {
    const { request, answered } = sending('/voice/process', { ...WAV, 'idempotency-key': 'take-1' });
    request.write(MEGABYTE);
    await expect.poll(() => taken[0] && bytesOf(taken[0])).toBe(MEGABYTE.length);
    expect(taken[0]!.request.headers).toMatchObject({
      'content-type': 'audio/wav',
      'x-polyreel-idempotency-key': 'take-1',
      'x-polyreel-identity': expect.any(String) as string,
    });
    expect(taken[0]!.request.headers.authorization).toBeUndefined();
    request.end(MEGABYTE);
    expect(await answered).toMatchObject({ status: 202 });
    expect(bytesOf(taken[0]!)).toBe(2 * MEGABYTE.length);
  });

  it('goes through in a form as the form that it is', async () => {
    const form = new FormData();
    form.set('request', JSON.stringify({ narrate: true }));
    form.set('file', new Blob([MEGABYTE]), '../../etc/passwd.wav');
    expect((await sent('/voice/generate', form)).status).toBe(202);
    expect(taken[0]!.request.headers['content-type']).toMatch(/^multipart\/form-data; ?boundary=/);
    expect(Buffer.concat(taken[0]!.pieces).toString('latin1')).toContain('{"narrate":true}');
  });

  it('is refused before its first byte where its length says that it is too large', async () => {
    const { request, answered } = sending('/voice/upload', { ...WAV, 'content-length': String(26 * 2 ** 20) });
    request.write(MEGABYTE);
    expect(await answered).toEqual({ status: 413, code: 'voice_too_large' });
    request.destroy();
    expect(taken).toEqual([]);
  });

  it('is broken off as soon as more has come than may, whatever was said of its length', async () => {
    const { request, answered } = sending('/voice/upload');
    for (let megabytes = 0; megabytes <= 26 && !request.destroyed; megabytes++) request.write(MEGABYTE);
    expect(await answered).toEqual({ status: 413, code: 'voice_too_large' });
    await expect.poll(() => taken[0]!.broken).toBe(true);
    expect(bytesOf(taken[0]!)).toBeLessThanOrEqual(MAX_RECORDING_BYTES + 2 ** 18);
    request.destroy();
  });

  it.each([
    ['by nobody', { authorization: 'Bearer nobody' }, { status: 401, code: 'unauthenticated' }],
    ['that is no recording', { 'content-type': 'text/plain' }, { status: 415, code: 'unsupported_media_type' }],
    ['that says it is too large', { 'content-length': String(2 ** 40) }, { status: 413, code: 'voice_too_large' }],
  ])('sent %s is not listened to for long, however much of it comes', async (_, headers, refusal) => {
    const { request, answered } = sending('/voice/upload', { ...WAV, ...headers });
    const endless = setInterval(() => request.write(MEGABYTE.subarray(0, 1_000)), 100);
    request.once('close', () => clearInterval(endless));
    expect(await answered).toEqual(refusal);
    await expect.poll(() => request.destroyed, { timeout: 10_000 }).toBe(true);
    expect(taken).toEqual([]);
  });

  it('ends at the service where its sender goes away, which is no fault of the service', async () => {
    for (let sender = 0; sender < 6; sender++) {
      const { request } = sending('/voice/upload');
      request.write(MEGABYTE);
      await expect.poll(() => taken.length).toBe(sender + 1);
      request.destroy();
      await expect.poll(() => taken[sender]!.broken).toBe(true);
    }
    expect((await sent('/voice/upload', MEGABYTE, WAV)).status).toBe(202);
  });

  it('is answered as soon as the service has seen enough', async () => {
    answerTo = ({ request }, response) =>
      void request.once('data', () => response.writeHead(415).end('{"error":{"code":"voice_not_audio"}}'));
    const { request, answered } = sending('/voice/upload');
    request.write(MEGABYTE);
    expect(await answered).toEqual({ status: 415, code: 'voice_not_audio' });
    request.destroy();
  });

  it('may be named instead, in JSON, which is checked', async () => {
    const json = { 'content-type': 'application/json' };
    const uploadId = '4be0643f-1d98-473b-97cd-ca98a65347dd';
    expect((await sent('/voice/generate', JSON.stringify({ uploadId }), json)).status).toBe(202);
    expect(JSON.parse(String(Buffer.concat(taken[0]!.pieces)))).toMatchObject({ uploadId, narrate: false, music: true });
    const misfit = await sent('/voice/process', JSON.stringify({ uploadId, language: 'xx-nowhere' }), json);
    expect([misfit.status, await misfit.json()]).toMatchObject([400, { error: { code: 'language_invalid' } }]);
    expect(taken).toHaveLength(1);
  });

  it('is neither a text nor JSON, and a presigned address takes no form', async () => {
    const bodies: [string, string, string][] = [
      ['POST', '/voice/upload', 'text/plain'],
      ['POST', '/voice/upload', 'application/json'],
      ['POST', '/voice/process', 'application/x-www-form-urlencoded'],
      ['PUT', '/media/objects?token=x', 'multipart/form-data; boundary=x'],
      ['POST', '/generations', 'audio/wav'],
      ['POST', '/generations', 'multipart/form-data; boundary=x'],
    ];
    for (const [method, path, type] of bodies) {
      const headers = { authorization: `Bearer ${API_KEY}`, 'content-type': type };
      const refused = await fetch(`${url}/v1${path}`, { method, body: '{}', headers });
      expect([path, type, refused.status, await refused.json()]).toMatchObject([
        path,
        type,
        415,
        { error: { code: 'unsupported_media_type' } },
      ]);
    }
    expect(taken).toEqual([]);
  });
});
