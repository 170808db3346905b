import { join } from 'node:path';
import { runFfmpeg } from '../ffmpeg.js';
import { inputOf, joined } from '../input.js';
import { aac, exact } from './encoding.js';
import type { FilmOptions } from './film.types.js';
import { type Loudness, readLoudness } from './loudness.js';
import type { Reel } from './reel.js';
import { layVoices, RAW } from './voices.js';

/** The film's sound: as MP4 carries it, and before it was set to its loudness, with the filter that sets it. */
export interface Sound {
  path: string;
  raw: string;
  mastering: string;
}

/** Music under a take's own sound steps back by 12 dB, about what broadcasters leave between bed and foreground. */
const MUSIC_UNDER_SOUND = 0.25;

/** Plays the music, lays it under the voices of the takes and brings the whole to the loudness of streaming. Undefined when there is neither. */
export async function makeSound(
  reels: readonly Reel[],
  durationSeconds: number,
  options: FilmOptions & { signal: AbortSignal },
): Promise<Sound | undefined> {
  const { folder, signal } = options;
  const music = join(folder, 'music.wav');
  await options.music?.(music, signal);
  const voices = await layVoices(reels, options);
  if (!options.music && !voices) return undefined;
  const parts = [
    ...(options.music ? [{ input: inputOf(music), gain: voices ? MUSIC_UNDER_SOUND : 1 }] : []),
    ...(voices ? [{ input: [...RAW, ...joined(voices)], gain: 1 }] : []),
  ];
  const raw = join(folder, 'sound.wav');
  const mastering = loudnessFilter(await mix(parts, raw, durationSeconds, { folder, signal }), durationSeconds);
  const path = join(folder, 'sound.m4a');
  await runFfmpeg(['-v', 'error', ...inputOf(raw), '-af', mastering, ...aac, ...exact, path], { signal });
  return { path, raw, mastering };
}

const LOG_LINES = 60;

/** Mixes and measures. The file is 32-bit float: nothing clips before the loudness is set. */
async function mix(
  parts: readonly { input: string[]; gain: number }[],
  path: string,
  durationSeconds: number,
  { folder: cwd, signal }: { folder: string; signal: AbortSignal },
): Promise<Loudness> {
  const labels = parts.map((_, i) => `[a${i}]`).join('');
  const graph = [
    ...parts.map(({ gain }, i) => `[${i}:a]aformat=sample_rates=48000:channel_layouts=stereo,volume=${gain}[a${i}]`),
    `${labels}amix=inputs=${parts.length}:duration=longest:normalize=0,apad,atrim=end=${durationSeconds},ebur128=peak=true:framelog=verbose[out]`,
  ];
  const inputs = parts.flatMap(({ input }) => input);
  const log: string[] = [];
  await runFfmpeg([...inputs, '-filter_complex', graph.join(';'), '-map', '[out]', '-c:a', 'pcm_f32le', path], {
    signal,
    cwd,
    onLog: (line) => log.push(line) > LOG_LINES && log.shift(),
  });
  return readLoudness(log);
}

/** Streaming services play at -14 LUFS with true peaks at most -1 dBTP; 2 dB below that is left for what AAC adds. */
const TARGET_LUFS = -14;
const LIMIT = 10 ** (-3 / 20);

/** Sets the measured sound to -14 LUFS and holds its peaks. */
function loudnessFilter({ integrated }: Loudness, durationSeconds: number): string {
  const gain = Number.isFinite(integrated) ? TARGET_LUFS - integrated : 0;
  return `volume=${gain.toFixed(2)}dB,alimiter=limit=${LIMIT.toFixed(4)}:attack=4:release=80:level=disabled,atrim=end=${durationSeconds}`;
}
