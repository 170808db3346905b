import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Polyreel } from './polyreel.client.js';

const ID = '4be0643f-1d98-473b-97cd-ca98a65347dd';
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('the API client', () => {
  let server: Server;
  let url = '';
  let answers: Answer[] = [];
  const seen: IncomingMessage[] = [];

  beforeEach(async () => {
    answers = [];
    seen.length = 0;
    server = createServer((request, response) => {
      seen.push(request);
      (answers.length > 1 ? answers.shift()! : answers[0]!)(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const json =
    (status: number, body: object, headers: Record<string, string> = {}): Answer =>
    (_, response) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  const accepted = json(202, { data: { generationId: ID }, message: '', status: 'success', timestamp: '' });
  const away = json(503, { error: { code: 'service_unavailable', message: 'Away.', statusCode: 503 } }, { 'retry-after': '0.01' });

  it('shows its token and asks once however often it has to try', async () => {
    answers = [away, accepted];
    const polyreel = new Polyreel({ url, token: () => 'a token' });
    expect(await polyreel.create({ prompt: 'A dog runs.' })).toMatchObject({ generationId: ID });
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer a token', 'Bearer a token']);
    const keys = seen.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  it('does not repeat what changes something and has no key', async () => {
    answers = [away];
    await expect(new Polyreel({ url }).cancel(ID)).rejects.toMatchObject({ code: 'service_unavailable', status: 503 });
    expect(seen).toHaveLength(1);
  });

  it('throws a refusal with its code, its details and the request id', async () => {
    const error = { code: 'prompt_empty', message: 'Say something.', statusCode: 400, details: [{ path: 'prompt' }] };
    answers = [json(400, { error, timestamp: '' }, { 'x-request-id': 'r1' })];
    const asked = new Polyreel({ url }).create({ prompt: '' });
    await expect(asked).rejects.toMatchObject({ code: 'prompt_empty', status: 400, details: [{ path: 'prompt' }], requestId: 'r1' });
  });

  it('says that nobody answers', async () => {
    await expect(new Polyreel({ url: 'http://127.0.0.1:1', retries: 0 }).read(ID)).rejects.toMatchObject({
      code: 'unreachable',
      status: 0,
    });
  });

  it('takes a broken feed up again where it broke', async () => {
    answers = [
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('id: 1-0\nevent: generation_update\ndata: {"progress":10}\n\n', () => response.destroy());
      },
      (_, response) =>
        response
          .writeHead(200, { 'content-type': 'text/event-stream' })
          .end('id: 2-0\nevent: generation_update\ndata: {"progress":100}\n\n'),
    ];
    const told = [];
    for await (const { data } of new Polyreel({ url }).events(ID)) told.push(data);
    expect(told).toEqual(['{"progress":10}', '{"progress":100}']);
    expect(seen[1]!.headers['last-event-id']).toBe('1-0');
  });

  it('brings a recording in one form with what is asked of it, again under the same key where it has to', async () => {
    const bodies: string[] = [];
    const takenIn: Answer = (request, response) => {
      let body = '';
      request.setEncoding('latin1').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        bodies.push(body);
        (bodies.length === 1 ? away : json(202, { data: { voiceId: ID } }))(request, response);
      });
    };
    answers = [takenIn];
    const accepted = await new Polyreel({ url }).generateFromVoice(new Blob(['RIFF…']), { narrate: true });
    expect(accepted).toEqual({ voiceId: ID });
    expect(seen.map(({ url: path }) => path)).toEqual(['/v1/voice/generate', '/v1/voice/generate']);
    expect(seen[0]!.headers['idempotency-key']).toBe(seen[1]!.headers['idempotency-key']);
    for (const body of bodies) {
      expect(body).toContain('name="request"\r\n\r\n{"narrate":true}');
      expect(body).toMatch(/name="file"; filename="recording"[\s\S]*RIFF/);
    }
  });

  it('names a recording that was uploaded before, and uploads one as it is', async () => {
    answers = [json(202, { data: { voiceId: ID } })];
    const polyreel = new Polyreel({ url });
    await polyreel.processVoice({ uploadId: ID }, { language: 'en' });
    await polyreel.upload(new Blob(['x'], { type: 'audio/flac' }));
    expect(seen.map(({ headers }) => headers['content-type'])).toEqual(['application/json', 'audio/flac']);
  });

  it('works as the package that others install: built, without anything of this repository', () => {
    const root = fileURLToPath(new URL('..', import.meta.url));
    const folder = mkdtempSync(join(tmpdir(), 'api-client-'));
    try {
      const tsc = join(root, '../../node_modules/typescript/bin/tsc');
      execFileSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', join(folder, 'dist')], { stdio: 'pipe' });
      symlinkSync(join(root, '../../node_modules'), join(folder, 'node_modules'));
      const script = `import { Polyreel, PolyreelError } from './dist/index.js';
        try { await new Polyreel({ url: 'http://127.0.0.1:1', retries: 0 }).read('${ID}'); } catch (error) { console.log(error instanceof PolyreelError && error.code); }`;
      const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, encoding: 'utf8' });
      expect(said.trim()).toBe('unreachable');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
