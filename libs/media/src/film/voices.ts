import { allOrNone } from '../all-or-none.js';
import { runFfmpeg } from '../ffmpeg.js';
import { inputOf } from '../input.js';
import type { FilmOptions } from './film.types.js';
import type { Reel } from './reel.js';

/** Raw sound as it lies between the steps: 32-bit float, so that nothing clips before the loudness is set. */
export const RAW = ['-f', 'f32le', '-ar', '48000', '-ac', '2'];
const SAMPLE_RATE = 48_000;
const AT_ONCE = 2;

/**
 * The sound that the takes bring along, each cut or filled with silence to its own length, as raw files of `folder` by plain name
 * in the film's order. Undefined where no take sounds.
 */
export async function layVoices(
  reels: readonly Reel[],
  { folder, framesPerSecond, signal }: Pick<FilmOptions, 'folder' | 'framesPerSecond' | 'signal'>,
): Promise<string[] | undefined> {
  if (!reels.some(({ sounds }) => sounds)) return undefined;
  const edge = (frame: number) => Math.round((frame / framesPerSecond) * SAMPLE_RATE);
  return allOrNone(
    reels.map((reel) => async (stop) => {
      const name = `voice-${reel.index}.f32`;
      const samples = edge(reel.start + reel.frames) - edge(reel.start);
      await runFfmpeg(['-v', 'error', ...voice(reel, samples), ...RAW, name], { cwd: folder, signal: stop });
      return name;
    }),
    { signal, atOnce: AT_ONCE },
  );
}

function voice({ take, sounds }: Reel, samples: number): string[] {
  const length = `atrim=end_sample=${samples}`;
  if (!sounds || take.source.kind !== 'film') return ['-f', 'lavfi', '-i', `anullsrc=r=${SAMPLE_RATE}:cl=stereo`, '-af', length];
  // Soft ends: where sound is cut in the middle of a wave, a click is heard.
  const end = `afade=t=out:ss=${Math.max(0, samples - SAMPLE_RATE / 10)}:ns=${SAMPLE_RATE / 10}`;
  const filters = [`aformat=sample_rates=${SAMPLE_RATE}:channel_layouts=stereo`, 'afade=t=in:d=0.05', 'apad', length, end];
  return [...inputOf(take.source.path, '-vn'), '-af', filters.join(',')];
}
