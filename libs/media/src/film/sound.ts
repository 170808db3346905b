import { join } from 'node:path';
import { runFfmpeg } from '../ffmpeg.js';
import { inputOf, joined } from '../input.js';
import { aac, exact } from './encoding.js';
import type { FilmOptions } from './film.types.js';
import { type Loudness, measureLoudness, readLoudness } from './loudness.js';
import { underVoice } from './narration.js';
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

type Run = FilmOptions & { signal: AbortSignal; durationSeconds: number };

/** Plays the music, lays it under the voices and brings the whole to the loudness of streaming. Undefined when there is neither. */
export async function makeSound(
  reels: readonly Reel[],
  durationSeconds: number,
  options: FilmOptions & { signal: AbortSignal },
): Promise<Sound | undefined> {
  const { folder, signal } = options;
  const mixed = await mixSound(reels, { ...options, durationSeconds });
  if (!mixed) return undefined;
  const mastering = await masteringOf(mixed, { ...options, durationSeconds });
  const path = join(folder, 'sound.m4a');
  await runFfmpeg(['-v', 'error', ...inputOf(mixed.path), '-af', mastering, ...aac, ...exact, path], { signal });
  return { path, raw: mixed.path, mastering };
}

interface Mixed {
  path: string;
  loudness: Loudness;
}

/** Where a voice is heard all else lies under it; and where no music is wanted, it speaks alone. */
async function mixSound(reels: readonly Reel[], run: Run): Promise<Mixed | undefined> {
  const { narration, durationSeconds, folder } = run;
  const bed = narration && !run.music ? undefined : await layBed(reels, run);
  if (!narration) return bed;
  const inputs = [...(bed ? inputOf(bed.path) : []), ...inputOf(narration.path)];
  return mix({ inputs, graph: underVoice(narration, bed?.loudness, durationSeconds) }, join(folder, 'narrated.wav'), run);
}

/** The music, and the sound that the takes bring along. */
async function layBed(reels: readonly Reel[], run: Run): Promise<Mixed | undefined> {
  const { folder, signal, music: playing } = run;
  const music = join(folder, 'music.wav');
  await playing?.(music, signal);
  const voices = await layVoices(reels, run);
  if (!playing && !voices) return undefined;
  const parts = [
    ...(playing ? [{ input: inputOf(music), gain: voices ? MUSIC_UNDER_SOUND : 1 }] : []),
    ...(voices ? [{ input: [...RAW, ...joined(voices)], gain: 1 }] : []),
  ];
  const labels = parts.map((_, i) => `[a${i}]`).join('');
  const graph = [
    ...parts.map(({ gain }, i) => `[${i}:a]aformat=sample_rates=48000:channel_layouts=stereo,volume=${gain}[a${i}]`),
    `${labels}amix=inputs=${parts.length}:duration=longest:normalize=0[mixed]`,
  ];
  return mix({ inputs: parts.flatMap(({ input }) => input), graph }, join(folder, 'sound.wav'), run);
}

const LOG_LINES = 60;

/** Writes what a graph calls `[mixed]`, as long as the film, and measures it. The file is 32-bit float: nothing clips before the loudness is set. */
async function mix(
  { inputs, graph }: { inputs: string[]; graph: string[] },
  path: string,
  { folder: cwd, signal, durationSeconds }: Run,
): Promise<Mixed> {
  const measured = [...graph, `[mixed]apad,atrim=end=${durationSeconds},ebur128=peak=true:framelog=verbose[out]`];
  const log: string[] = [];
  await runFfmpeg([...inputs, '-filter_complex', measured.join(';'), '-map', '[out]', '-c:a', 'pcm_f32le', path], {
    signal,
    cwd,
    onLog: (line) => log.push(line) > LOG_LINES && log.shift(),
  });
  return { path, loudness: readLoudness(log) };
}

/** Streaming services play at -14 LUFS with true peaks at most -1 dBTP; 2 dB below that is left for what AAC adds. */
const TARGET_LUFS = -14;
const LIMIT = 10 ** (-3 / 20);

/** What is made up at most for what the limiter takes away: beyond, a voice would be squeezed. */
const MOST_MADE_UP = 3;

/** The filter that sets a sound to its loudness. The peaks of a voice stand out so far that holding them makes the whole quieter: that is made up for. */
async function masteringOf({ path, loudness }: Mixed, { narration, durationSeconds, signal }: Run): Promise<string> {
  const gain = Number.isFinite(loudness.integrated) ? TARGET_LUFS - loudness.integrated : 0;
  const plain = loudnessFilter(gain, durationSeconds);
  if (!narration) return plain;
  const { integrated } = await measureLoudness(path, signal, [plain]);
  const lost = Number.isFinite(integrated) ? TARGET_LUFS - integrated : 0;
  return loudnessFilter(gain + Math.min(MOST_MADE_UP, Math.max(0, lost)), durationSeconds);
}

/** Raises the sound by so many decibels and holds its peaks. */
function loudnessFilter(gain: number, durationSeconds: number): string {
  return `volume=${gain.toFixed(2)}dB,alimiter=limit=${LIMIT.toFixed(4)}:attack=4:release=80:level=disabled,atrim=end=${durationSeconds}`;
}
