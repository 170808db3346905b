import { withFolder } from '@polyreel/service-kit';
import { readFile, readdir } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { OutputFetcher } from './output-fetcher.js';
import { strangeServer } from './strange-server.fixture.js';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const open: { close(): Promise<void> }[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((one) => one.close()))));

async function fetching(answer: RequestListener, url: (origin: string) => string = (origin) => `${origin}/out.png`, hosts: string[] = []) {
  const server = await strangeServer(answer);
  const fetcher = new OutputFetcher({
    provider: 'spec',
    baseUrl: `${server.url}/v1`,
    hosts,
    connectTimeoutMs: 1_000,
    answerTimeoutMs: 2_000,
  });
  open.push(fetcher, server);
  return withFolder('spec', async (directory) => {
    const got = await fetcher.fetchTo({ url: url(server.url) }, 'image', directory, new AbortController().signal);
    return { ...got, bytes: await readFile(got.path), files: await readdir(directory) };
  });
}
const serve =
  (body: Buffer | string, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);

describe('an output', () => {
  it('is fetched from the address that the operator configured, wherever that is, and known by its content', async () => {
    const got = await fetching(serve(PNG, 200, { 'content-type': 'text/plain' }));
    expect(got).toMatchObject({ contentType: 'image/png', bytes: PNG, files: ['output.png'] });
  });

  it('may have come with the answer', async () => {
    const fetcher = new OutputFetcher({
      provider: 'spec',
      baseUrl: 'http://spec.invalid',
      hosts: [],
      connectTimeoutMs: 1,
      answerTimeoutMs: 1,
    });
    open.push(fetcher);
    await withFolder('spec', async (directory) => {
      expect(await fetcher.fetchTo({ bytes: PNG }, 'image', directory, new AbortController().signal)).toMatchObject({
        contentType: 'image/png',
      });
    });
  });

  it.each([
    ['a page', '<!doctype html><p>Please sign in</p>'],
    ['a drawing that could run scripts', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['a film', Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypmp42\0\0\0\0mp42isom')])],
    ['nothing', ''],
  ])('is refused where it is %s and no picture', async (_, body) => {
    await expect(fetching(serve(body, 200, { 'content-type': 'image/png' }))).rejects.toMatchObject({ errorClass: 'unavailable' });
  });

  it('is gone for good where it is gone, and may be fetched again where the server was in trouble', async () => {
    await expect(fetching(serve('', 404))).rejects.toMatchObject({ errorClass: 'unavailable' });
    await expect(fetching(serve('', 503))).rejects.toMatchObject({ errorClass: 'transient' });
    const half: RequestListener = (request, response) => {
      response.writeHead(200, { 'content-length': String(PNG.length) });
      response.write(PNG.subarray(0, 20), () => request.socket.destroy());
    };
    await expect(fetching(half)).rejects.toMatchObject({ errorClass: 'transient' });
  });

  it('is given up where it does not end', async () => {
    const endless: RequestListener = (request, response) => {
      const chunk = Buffer.alloc(1024 * 1024);
      const more = () => void (!request.socket.destroyed && response.write(chunk, more));
      more();
    };
    await expect(fetching(endless)).rejects.toMatchObject({
      errorClass: 'unavailable',
      message: expect.stringContaining('larger') as string,
    });
  });

  it.each([
    ['another host', () => 'https://elsewhere.invalid/out.png', []],
    ['the cloud’s metadata', () => 'http://169.254.169.254/latest/meta-data', ['169.254.169.254']],
    ['a private address, though its name is allowed', () => 'https://localhost/out.png', ['localhost']],
    ['a private address in IPv6', () => 'https://[::1]/out.png', ['[::1]']],
    ['another port of the same machine', (origin: string) => origin.replace(/:\d+$/, ':1'), []],
    ['an allowed host, but unencrypted', () => 'http://replicate.delivery/out.png', ['replicate.delivery']],
    ['a host that only ends like an allowed one', () => 'https://evilreplicate.delivery/out.png', ['replicate.delivery']],
    ['a file', () => 'file:///etc/passwd', []],
    ['no address at all', () => 'nowhere', []],
  ])('is not fetched from %s', async (_, url, hosts) => {
    await expect(fetching(serve(PNG), url, hosts)).rejects.toMatchObject({ errorClass: 'unavailable' });
  });

  it('is not followed to where it may not be', async () => {
    const away = fetching(serve('', 302, { location: 'http://169.254.169.254/latest' }));
    await expect(away).rejects.toMatchObject({ errorClass: 'unavailable', message: expect.stringContaining('169.254.169.254') as string });
  });

  it('is followed on the same server, and not for ever', async () => {
    const moved: RequestListener = (request, response) =>
      request.url === '/moved.png' ? serve(PNG)(request, response) : serve('', 302, { location: '/moved.png' })(request, response);
    expect(await fetching(moved)).toMatchObject({ contentType: 'image/png' });
    await expect(fetching(serve('', 302, { location: '/again' }))).rejects.toMatchObject({ errorClass: 'unavailable' });
  });
});
