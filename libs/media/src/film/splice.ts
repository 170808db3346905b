import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from '../ffmpeg.js';
import { inputOf } from '../input.js';
import type { CutReel } from './cut-reel.js';
import { mp4 } from './encoding.js';
import type { Film, FilmOptions } from './film.types.js';
import { lineUp } from './pieces.js';
import type { Sound } from './sound.js';

/** Splices the pieces of all reels into the film and its preview without encoding anything again, and lays sound and captions beside the picture. */
export async function splice(
  cuts: readonly CutReel[],
  sound: Sound | undefined,
  options: FilmOptions,
): Promise<Pick<Film, 'film' | 'preview'>> {
  const { folder, captions, signal } = options;
  const inputs: string[] = [];
  for (const kind of ['film', 'preview'] as const) {
    const pieces = cuts.flatMap((cut) => cut[kind]);
    await writeFile(join(folder, `${kind}.ffconcat`), lineUp(pieces, options.framesPerSecond));
    // Takes lie where the caller has them: the list is ours, every name in it is known.
    inputs.push('-f', 'concat', '-safe', '0', '-i', `${kind}.ffconcat`);
  }
  if (sound) inputs.push(...inputOf(sound.path));
  if (captions) inputs.push(...inputOf(captions.srt));
  const heard = sound ? ['-map', '2:a'] : [];
  const told = captions ? ['-map', `${sound ? 3 : 2}:s`, '-c:s', 'mov_text', '-metadata:s:s:0', `language=${captions.language}`] : [];
  const copy = ['-c:v', 'copy', '-c:a', 'copy'];
  await runFfmpeg(
    [
      ...['-v', 'error', ...inputs],
      ...['-map', '0:v', ...heard, ...told, ...copy, ...mp4, ...described(options), 'film.mp4'],
      ...['-map', '1:v', ...heard, ...copy, ...mp4, 'preview.mp4'],
    ],
    { signal, cwd: folder },
  );
  return { film: join(folder, 'film.mp4'), preview: join(folder, 'preview.mp4') };
}

const described = ({ title, comment }: FilmOptions) => [
  ...(title ? ['-metadata', `title=${title}`] : []),
  ...(comment ? ['-metadata', `comment=${comment}`] : []),
];
