import type { RequestListener } from 'node:http';
import { setImmediate as aMoment } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ProviderHttp } from './provider-http.js';
import { silentPort, strangeServer } from './strange-server.fixture.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((one) => one.close()))));

function httpAt(baseUrl: string, answerTimeoutMs = 5_000): ProviderHttp {
  const http = new ProviderHttp({
    provider: 'spec',
    baseUrl,
    headers: { authorization: 'Bearer x' },
    connectTimeoutMs: 1_000,
    answerTimeoutMs,
  });
  open.push(http);
  return http;
}

async function against(answer: RequestListener, answerTimeoutMs?: number): Promise<ProviderHttp> {
  const server = await strangeServer(answer);
  open.push(server);
  return httpAt(server.url, answerTimeoutMs);
}

const signal = new AbortController().signal;
const submit = (http: ProviderHttp, stop = signal) => http.submit('/work', { json: { prompt: 'a cat' }, signal: stop });
const says =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (request, response) =>
    void request.resume().once('end', () => response.writeHead(status, headers).end(JSON.stringify(body)));

describe('a submit', () => {
  it('gives the answer', async () => {
    const answer = await submit(await against(says(201, { id: 'p' })));
    expect(answer).toMatchObject({ status: 201, body: { id: 'p' } });
  });

  it.each([
    [400, 'invalid_input'],
    [401, 'auth'],
    [402, 'quota'],
    [403, 'auth'],
    [404, 'model_retired'],
    [410, 'model_retired'],
    [422, 'invalid_input'],
    [429, 'throttled'],
  ])('was not taken in where it was answered %i: %s', async (status, errorClass) => {
    const failing = submit(await against(says(status, { detail: 'because <b>of\nthat</b>' })));
    await expect(failing).rejects.toMatchObject({ name: 'ProviderError', errorClass, message: `spec answered ${status}: because of that` });
  });

  it('tells how long the provider wants to be left alone', async () => {
    const byHeader = submit(await against(says(429, {}, { 'retry-after': '7' })));
    await expect(byHeader).rejects.toMatchObject({ errorClass: 'throttled', retryAfterMs: 7_000 });
    const byWords = submit(await against(says(429, { detail: 'Request was throttled. Your rate limit resets in ~30s.' })));
    await expect(byWords).rejects.toMatchObject({ retryAfterMs: 30_000 });
    const byDate = submit(await against(says(429, {}, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() })));
    await expect(byDate).rejects.toMatchObject({ retryAfterMs: expect.closeTo(60_000, -4) as number });
  });

  it('was not taken in where nobody listens, or nobody has that name', async () => {
    await expect(submit(httpAt(await silentPort()))).rejects.toMatchObject({ errorClass: 'transient' });
    await expect(submit(httpAt('http://nobody.invalid'))).rejects.toMatchObject({ errorClass: 'transient' });
  });

  it('was not taken in where the run was stopped before', async () => {
    const http = await against(says(201, {}));
    await expect(submit(http, AbortSignal.abort(new Error('cancelled')))).rejects.toMatchObject({ errorClass: 'transient' });
  });

  it.each([
    ['a server error', says(500, { detail: 'oops' })],
    ['a bad gateway', says(502, 'bad gateway')],
    ['a redirect', says(303, {}, { location: '/elsewhere' })],
    [
      'a connection that broke before the answer',
      ((request) => void request.resume().once('end', () => request.socket.destroy())) as RequestListener,
    ],
    [
      'half an answer',
      ((request, response) => {
        response.writeHead(201, { 'content-length': '100' });
        response.write('{"id":', () => request.socket.destroy());
      }) as RequestListener,
    ],
    [
      'an answer without an end',
      ((_request, response) => void response.writeHead(201).write('{"id":'.padEnd(9 * 1024 * 1024))) as RequestListener,
    ],
  ])('may have been taken in after %s', async (_, answer) => {
    await expect(submit(await against(answer))).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
  });

  it('may have been taken in where no answer comes in time, or the run was stopped meanwhile', async () => {
    const silent = await against(() => undefined, 100);
    await expect(submit(silent)).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    const stop = new AbortController();
    const heard = await against(() => stop.abort(new Error('cancelled')));
    await expect(submit(heard, stop.signal)).rejects.toMatchObject({
      errorClass: 'ambiguous_submit',
      message: expect.stringContaining('cancelled') as string,
    });
  });

  it('was refused for sure by a 4xx whose words broke off', async () => {
    const http = await against((request, response) => {
      response.writeHead(422, { 'content-length': '100' });
      response.write('{"detail":', () => request.socket.destroy());
    });
    await expect(submit(http)).rejects.toMatchObject({ errorClass: 'invalid_input' });
  });

  it('has a connection of its own, so that one that died meanwhile is not taken for a lost answer', async () => {
    const ports = new Set<number | undefined>();
    const http = await against((request, response) => {
      ports.add(request.socket.remotePort);
      says(201, {})(request, response);
    });
    for (let time = 0; time < 4; time += 1) {
      await submit(http);
      await aMoment();
    }
    expect(ports.size).toBe(4);
  });
});

describe('a question', () => {
  const ask = (http: ProviderHttp, accept?: number[]) => http.ask('GET', '/work/1', { signal, accept });

  it('may be asked again after anything that was no answer', async () => {
    for (const answer of [says(500, {}), says(503, {}), ((request) => request.socket.destroy()) as RequestListener])
      await expect(ask(await against(answer))).rejects.toMatchObject({ errorClass: 'transient' });
    await expect(ask(httpAt(await silentPort()))).rejects.toMatchObject({ errorClass: 'transient' });
    await expect(ask(await against(() => undefined, 100))).rejects.toMatchObject({ errorClass: 'transient' });
  });

  it('may have an answer that is no 2xx', async () => {
    const http = await against(says(404, { detail: 'unknown' }));
    expect(await ask(http, [404])).toMatchObject({ status: 404 });
    await expect(ask(http)).rejects.toMatchObject({ errorClass: 'model_retired' });
  });

  it('carries the key and follows no redirect', async () => {
    const seen: unknown[] = [];
    const http = await against((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(302, { location: 'http://elsewhere.invalid/' }).end();
    });
    await expect(ask(http)).rejects.toMatchObject({ errorClass: 'unavailable' });
    expect(seen).toEqual(['Bearer x']);
  });
});
