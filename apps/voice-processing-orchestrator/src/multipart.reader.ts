import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { MAX_RECORDING_BYTES } from '@polyreel/contracts';
import { AppError } from '@polyreel/service-kit';
import { createWriteStream } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** The most JSON that a request has: as much as a request without a file may be. */
const MAX_REQUEST_BYTES = 256 * 1024;
/** So many parts are read to their end, to say what is wrong with them; whoever sends more is not listened to any longer. */
const MAX_PARTS = 8;
// Parts are counted here: where Busboy counts them itself, it skips those beyond its limit, and may wait for ever for what it has skipped.
const LIMITS = { fieldSize: MAX_REQUEST_BYTES, fileSize: MAX_RECORDING_BYTES, headerPairs: 16, headerSize: 8192 };

export const tooLarge = () => new AppError('voice_too_large', `A recording has at most ${MAX_RECORDING_BYTES / 2 ** 20} MB.`, 413);
const misfit = (message: string) =>
  new AppError('multipart_invalid', `${message} Send one file as \`file\`, and JSON as \`request\`.`, 400);

export interface Parts {
  /** The field `request` as it was sent. */
  request?: string;
  /** Whether there was a file, which lies under the given path then. */
  file: boolean;
}

/**
 * Takes a multipart body apart as it comes, in whatever order: the file goes to `path`, whose name its sender has no part in. Rejects with
 * `voice_too_large`, with `multipart_invalid` where there is more or other than one file and one request, and as the body does where that
 * breaks off. What is refused is read to its end, so that its sender gets to read why.
 */
export async function readMultipart(body: Readable, headers: IncomingHttpHeaders, path: string): Promise<Parts> {
  const parts: Parts = { file: false };
  const files: { stream: Readable; written: Promise<unknown> }[] = [];
  let problem: AppError | undefined;
  let count = 0;
  const refuse = (error: AppError) => (problem ??= error);
  const counting = () => {
    if (++count > MAX_PARTS) body.destroy(refuse(misfit('There are too many parts.')));
  };
  const parser = parserFor(headers);
  parser.on('field', (_name, value, _nameTruncated, truncated) => {
    counting();
    if (truncated) refuse(misfit('The request is too long.'));
    if (parts.request !== undefined) refuse(misfit('There is more than one request.'));
    parts.request ??= value;
  });
  parser.on('file', (name, stream) => {
    counting();
    if (name !== 'file') refuse(misfit('There is a part that nobody knows.'));
    else if (parts.file) refuse(misfit('There is more than one file.'));
    if (name !== 'file' || parts.file) {
      stream.on('error', () => undefined).resume();
      return;
    }
    parts.file = true;
    stream.once('limit', () => refuse(tooLarge()));
    const written = pipeline(stream, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    written.catch(() => undefined);
    files.push({ stream, written });
  });

  try {
    await pipeline(body, parser);
    await Promise.all(files.map(({ written }) => written));
  } catch (error) {
    for (const { stream } of files) stream.destroy();
    await Promise.allSettled(files.map(({ written }) => written));
    if (problem || !(error instanceof Error) || !MALFORMED.test(error.message)) throw problem ?? error;
    throw misfit('The parts do not fit together, or end too early.');
  }
  if (problem) throw problem;
  return parts;
}

/** What Busboy says of bodies that are not what their header says. */
const MALFORMED = /multipart|terminated early|boundary/i;

function parserFor(headers: IncomingHttpHeaders) {
  try {
    // The name alone tells which part is which: a browser gives JSON that it sends as a Blob a file name too.
    return new Busboy({ headers: headers as BusboyHeaders, limits: LIMITS, isPartAFile: (name) => name !== 'request' });
  } catch {
    throw misfit('The boundary of its parts is missing.');
  }
}
