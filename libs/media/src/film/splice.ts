import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runFfmpeg } from '../ffmpeg.js';
import { inputOf } from '../input.js';
import type { CutReel } from './cut-reel.js';
import { mp4 } from './encoding.js';
import type { Film, FilmOptions } from './film.types.js';
import type { Reel } from './reel.js';
import type { Sound } from './sound.js';

/** Splices the reels into the film and its preview without encoding anything again, and lays sound and captions beside the picture. */
export async function splice(
  reels: readonly Reel[],
  cuts: readonly CutReel[],
  sound: Sound | undefined,
  options: FilmOptions,
): Promise<Pick<Film, 'film' | 'preview'>> {
  const { folder, captions, signal } = options;
  const inputs: string[] = [];
  for (const kind of ['film', 'preview'] as const) {
    // Each with its exact length: what a container says of its own is rounded.
    const entries = reels.map(
      ({ index, frames }) => `file ${cuts[index]![kind]}\nduration ${(frames / options.framesPerSecond).toFixed(6)}`,
    );
    await writeFile(join(folder, `${kind}.ffconcat`), ['ffconcat version 1.0', ...entries].join('\n'));
    inputs.push('-f', 'concat', '-i', `${kind}.ffconcat`);
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
