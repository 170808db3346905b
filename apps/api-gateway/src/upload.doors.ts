import { AppError, countedUpload, endUpload, UPLOAD_ROUTE } from '@polyreel/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { Route, Upload } from './public.routes.js';

const FORM = /^multipart\/form-data\s*;/i;
/** What it really is, is looked at by whoever uses it. */
const RECORDING = /^((audio|video)\/[\w.+-]+|application\/(ogg|octet-stream))\s*(;|$)/i;

/** The file that a request brings, as it comes; undefined where it brings none. Throws where it says that it is too large. */
export function fileIn(request: FastifyRequest, { formBytes, ...limit }: Upload): Readable | undefined {
  const type = request.headers['content-type'] ?? '';
  if (RECORDING.test(type)) return countedUpload(request, limit);
  return formBytes && FORM.test(type) ? countedUpload(request, { ...limit, bytes: limit.bytes + formBytes }) : undefined;
}

/** Opens a route to files, beside the JSON that all routes take: their bodies stay unread until they are passed on. */
export function openToFiles(
  server: FastifyInstance,
  door: { method: Route['method']; url: string; handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> },
  upload: Upload,
): void {
  void server.register((uploads, _options, done) => {
    for (const type of upload.formBytes ? [FORM, RECORDING] : [RECORDING])
      uploads.addContentTypeParser(type, (_request: FastifyRequest, _payload: unknown, parsed: (error: null) => void) => parsed(null));
    // What curl says of bytes where it is told nothing; and what would be read to its end before it is refused.
    uploads.removeContentTypeParser(['application/x-www-form-urlencoded', 'text/plain']);
    uploads.addContentTypeParser('*', (_request, _payload, parsed) => parsed(notAFile()));
    // Whoever was answered, also with a refusal at the door, is not listened to for as long as a file may take.
    uploads.addHook('onResponse', (request, _reply, over) => {
      endUpload(request);
      over();
    });
    uploads.route({ ...door, config: UPLOAD_ROUTE });
    done();
  });
}

export const notAFile = () =>
  new AppError(
    'unsupported_media_type',
    'Send the recording itself, with its content type (audio/wav), or in a form (multipart/form-data) as its part "file".',
    415,
  );
