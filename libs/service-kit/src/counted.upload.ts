import type { FastifyRequest } from 'fastify';
import { type Readable, Transform } from 'node:stream';
import { AppError } from './app.error.js';

/** A sender that is silent for so long has gone, or plays. */
const SILENCE_MS = 30_000;
/** So long may whoever was refused go on sending, to have time to read why. */
const FAREWELL_MS = 5_000;

export interface UploadLimit {
  readonly bytes: number;
  /** The code of the refusal (413): `voice_too_large`. */
  readonly tooLarge: string;
}

/**
 * The body of a request as it comes: counted, and never held in memory. Throws the refusal where its header says already that it is too
 * large; otherwise the stream breaks off with it as soon as more than the limit has come, with `upload_aborted` where the sender goes away,
 * and with `request_timeout` where nothing comes for half a minute. The connection stays open for the answer.
 */
export function countedUpload({ raw }: Pick<FastifyRequest, 'raw'>, { bytes, tooLarge }: UploadLimit): Readable {
  const refusal = () => new AppError(tooLarge, `At most ${bytes} bytes are taken.`, 413);
  if (Number(raw.headers['content-length'] ?? 0) > bytes) throw refusal();
  let left = bytes;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      silence.refresh();
      left -= chunk.length;
      if (left < 0) done(refusal());
      else done(null, chunk);
    },
  });
  const silence = setTimeout(() => {
    // Who waits for us is not silent.
    if (counted.writableNeedDrain) silence.refresh();
    else counted.destroy(new AppError('request_timeout', 'The request took too long to arrive.', 408));
  }, SILENCE_MS);
  const gone = () => void (raw.complete || counted.destroy(new AppError('upload_aborted', 'The sender went away.', 400)));
  raw.once('end', () => clearTimeout(silence)).once('close', gone);
  counted.once('close', () => {
    clearTimeout(silence);
    raw.unpipe(counted);
    // What else comes is let run away: who is not read does not read either.
    raw.resume();
  });
  return raw.pipe(counted);
}

/** To be called once a request is answered: whoever still sends is hung up on, a little later. */
export function endUpload({ raw }: Pick<FastifyRequest, 'raw'>): void {
  if (raw.complete) return;
  const late = setTimeout(() => raw.destroy(), FAREWELL_MS);
  for (const over of ['end', 'close']) raw.once(over, () => clearTimeout(late));
}
