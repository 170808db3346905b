import { join } from 'node:path';
import { runFfmpeg } from '../ffmpeg.js';
import { inputOf } from '../input.js';
import { exact, opus, vp9 } from './encoding.js';
import type { FilmOptions } from './film.types.js';
import type { Sound } from './sound.js';

/** Makes a WebM (VP9, Opus, WebVTT) of a finished film. The sound comes from before it was encoded: it loses only once. */
export async function encodeWebm(film: string, sound: Sound | undefined, options: FilmOptions): Promise<string> {
  const { folder, captions, title, signal } = options;
  const inputs = [...inputOf(film, '-an', '-sn'), ...(sound ? inputOf(sound.raw) : []), ...(captions ? inputOf(captions.srt) : [])];
  const heard = sound ? ['-map', '1:a', '-af', sound.mastering, ...opus] : [];
  const told = captions ? ['-map', `${sound ? 2 : 1}:s`, '-c:s', 'webvtt', '-metadata:s:s:0', `language=${captions.language}`] : [];
  const target = join(folder, 'film.webm');
  await runFfmpeg(
    [
      ...['-v', 'error', ...inputs, '-map', '0:v', ...vp9(options), ...heard, ...told],
      ...[...exact, ...(title ? ['-metadata', `title=${title}`] : []), target],
    ],
    { signal, cwd: folder },
  );
  return target;
}
