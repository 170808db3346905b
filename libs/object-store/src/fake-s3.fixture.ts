import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

interface Kept {
  body: Buffer;
  contentType: string;
  sha256?: string;
  at: Date;
}

/** As much of the S3 REST protocol as the store speaks: objects, ranges, heads, pages of one key a list. Signatures must be there; they are not recomputed. */
export class FakeS3 {
  private readonly objects = new Map<string, Kept>();
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, 'http://s3');
    const [bucket = '', ...rest] = decodeURIComponent(url.pathname).slice(1).split('/');
    const name = `${bucket}/${rest.join('/')}`;
    const signed = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256') || url.searchParams.has('X-Amz-Signature');
    if (!signed) return fail(response, 403, 'AccessDenied');
    if (rest.join('/') === '') {
      if (request.method === 'HEAD') return void response.writeHead(200).end();
      return this.list(bucket, url.searchParams, response);
    }
    if (request.method === 'PUT') {
      const sha256 = request.headers['x-amz-meta-sha256'] as string | undefined;
      this.objects.set(name, { body: await buffer(request), contentType: request.headers['content-type'] ?? '', sha256, at: new Date() });
      return void response.writeHead(200, { etag: '"1"' }).end();
    }
    if (request.method === 'DELETE') {
      this.objects.delete(name);
      return void response.writeHead(204).end();
    }
    const kept = this.objects.get(name);
    if (!kept) return fail(response, 404, request.method === 'HEAD' ? '' : 'NoSuchKey');
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
    const body = from === undefined ? kept.body : kept.body.subarray(Number(from), Number(to) + 1);
    response.writeHead(from === undefined ? 200 : 206, {
      'content-length': body.length,
      'content-type': kept.contentType,
      'last-modified': kept.at.toUTCString(),
      ...(kept.sha256 ? { 'x-amz-meta-sha256': kept.sha256 } : {}),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  private list(bucket: string, query: URLSearchParams, response: ServerResponse): void {
    const prefix = `${bucket}/${query.get('prefix') ?? ''}`;
    const names = [...this.objects.keys()].filter((name) => name.startsWith(prefix)).sort();
    const from = Number(query.get('continuation-token') ?? 0);
    const page = names.slice(from, from + PAGE);
    const more = from + PAGE < names.length;
    const contents = page.map((name) => {
      const { body, at } = this.objects.get(name)!;
      return `<Contents><Key>${name.slice(bucket.length + 1)}</Key><Size>${body.length}</Size><LastModified>${at.toISOString()}</LastModified></Contents>`;
    });
    const token = more ? `<NextContinuationToken>${from + PAGE}</NextContinuationToken>` : '';
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(
      `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${token}${contents.join('')}</ListBucketResult>`,
    );
  }
}

/** So few that every list of the suite has more than one page. */
const PAGE = 1;

function fail(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(code ? `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>` : undefined);
}
