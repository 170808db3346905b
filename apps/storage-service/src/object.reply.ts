import { attachment, type ByteRange, type ObjectStore, type StoredReference } from '@polyreel/object-store';
import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { askedRange } from './byte-range.reader.js';

export interface Serving {
  /** The name to save under; unset: shown in place. */
  saveAs?: string;
}

/** Types that a browser may show in place. Everything else is saved, so that no stored file runs as a page of ours. */
const SHOWN = /^(video\/(mp4|webm)|audio\/(mpeg|mp4|ogg|wav|webm|flac)|image\/(png|jpeg|webp)|text\/vtt)$/;

/** Answers with an object: Range, If-None-Match, If-Range and HEAD as RFC 9110 has them. The ETag is the checksum. */
export async function serveObject(
  store: ObjectStore,
  file: StoredReference,
  request: FastifyRequest,
  reply: FastifyReply,
  { saveAs }: Serving = {},
) {
  const etag = `"${file.checksum}"`;
  const name = saveAs ?? (SHOWN.test(file.contentType) ? undefined : file.key.split('/').at(-1)!);
  reply.headers({
    'accept-ranges': 'bytes',
    etag,
    'cache-control': 'private, max-age=3600',
    'content-type': file.contentType,
    'content-disposition': name ? attachment(name) : 'inline',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  if (request.headers['if-none-match']?.split(',').some((known) => known.trim() === etag || known.trim() === '*'))
    return reply.status(304).send();
  const ifRange = request.headers['if-range'];
  const asked = ifRange && ifRange !== etag ? 'whole' : askedRange(request.headers.range, file.bytes);
  if (asked === 'unsatisfiable') return reply.status(416).header('content-range', `bytes */${file.bytes}`).send();
  const range: ByteRange | undefined = asked === 'whole' ? undefined : asked;
  if (range) reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${file.bytes}`);
  reply.header('content-length', range ? range.end - range.start + 1 : file.bytes);
  if (request.method === 'HEAD') {
    // Fastify would set the length of the body that it sends, which is none.
    const headers = reply.getHeaders() as OutgoingHttpHeaders;
    reply.hijack();
    reply.raw.writeHead(reply.statusCode, headers).end();
    return reply;
  }
  return reply.send(file.bytes === 0 ? '' : await store.get(file, range));
}
