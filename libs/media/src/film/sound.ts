import { join } from 'node:path';
import { runFfmpeg } from '../ffmpeg.js';
import { inputOf } from '../input.js';
import { probe } from '../probe.js';
import type { Placed } from './timeline.js';

/** The film's sound before it is set to its final loudness. */
export interface Sound {
  path: string;
  loudness: Loudness;
}

/** EBU R 128 / ITU-R BS.1770 figures. `integrated` in LUFS, `truePeak` in dBTP; -Infinity for silence. */
export interface Loudness {
  integrated: number;
  truePeak: number;
}

/** Music under a take's own sound steps back by 12 dB, about what broadcasters leave between bed and foreground. */
const MUSIC_UNDER_SOUND = 0.25;

/**
 * Lays the music bed under the sound that takes bring along and measures the whole. Undefined when there is neither.
 * The file is 32-bit float: nothing clips before the loudness is set.
 */
export async function mixSound(placed: readonly Placed[], music: string | undefined, at: SoundPlan): Promise<Sound | undefined> {
  const voices = await soundsOf(placed, at);
  if (!music && voices.length === 0) return undefined;
  const path = join(at.folder, 'sound.wav');
  const inputs = [...(music ? inputOf(music) : []), ...voices.flatMap((voice) => inputOf(voice.path, '-vn'))];
  const bed = music ? [`[0:a]aformat=sample_rates=48000:channel_layouts=stereo,volume=${voices.length ? MUSIC_UNDER_SOUND : 1}[a0]`] : [];
  const first = bed.length;
  const laid = voices.map(
    ({ startSeconds, durationSeconds }, i) =>
      `[${first + i}:a]aformat=sample_rates=48000:channel_layouts=stereo,atrim=end=${durationSeconds},` +
      `afade=t=in:d=0.05,afade=t=out:st=${Math.max(0, durationSeconds - 0.1)}:d=0.1,adelay=${Math.round(startSeconds * 1000)}:all=1[a${first + i}]`,
  );
  const count = first + laid.length;
  const labels = Array.from({ length: count }, (_, i) => `[a${i}]`).join('');
  const mixed = `${labels}amix=inputs=${count}:duration=longest:normalize=0,apad,atrim=end=${at.durationSeconds},ebur128=peak=true:framelog=verbose[out]`;
  const log: string[] = [];
  await runFfmpeg([...inputs, '-filter_complex', [...bed, ...laid, mixed].join(';'), '-map', '[out]', '-c:a', 'pcm_f32le', path], {
    signal: at.signal,
    onLog: (line) => log.push(line) > LOG_LINES && log.shift(),
  });
  return { path, loudness: readLoudness(log) };
}

export interface SoundPlan {
  folder: string;
  framesPerSecond: number;
  durationSeconds: number;
  signal?: AbortSignal;
}

const LOG_LINES = 60;

/** Measures a file's sound. */
export async function measureLoudness(path: string, signal?: AbortSignal): Promise<Loudness> {
  const log: string[] = [];
  await runFfmpeg([...inputOf(path), '-vn', '-sn', '-af', 'ebur128=peak=true:framelog=verbose', '-f', 'null', '-'], {
    signal,
    onLog: (line) => log.push(line) > LOG_LINES && log.shift(),
  });
  return readLoudness(log);
}

/** Reads the summary that the ebur128 filter leaves at the end of its log. */
export function readLoudness(log: readonly string[]): Loudness {
  const figure = (pattern: RegExp) => {
    const text = log
      .map((line) => pattern.exec(line)?.[1])
      .filter((match) => match !== undefined)
      .at(-1);
    return text === undefined || text === '-inf' || text === 'nan' ? Number.NEGATIVE_INFINITY : Number(text);
  };
  const integrated = figure(/^\s*I:\s+(-?[\d.]+|-inf|nan) LUFS/);
  // The gate of BS.1770 opens at -70 LUFS: that figure means that nothing was heard.
  return {
    integrated: integrated <= -70 ? Number.NEGATIVE_INFINITY : integrated,
    truePeak: figure(/^\s*Peak:\s+(-?[\d.]+|-inf|nan) dBFS/),
  };
}

/** Streaming services play at -14 LUFS with true peaks at most -1 dBTP; 2 dB below that is left for what AAC adds. */
const TARGET_LUFS = -14;
const LIMIT = 10 ** (-3 / 20);

/** Sets the measured sound to -14 LUFS and holds its peaks. */
export function loudnessFilter({ integrated }: Loudness): string {
  const gain = Number.isFinite(integrated) ? TARGET_LUFS - integrated : 0;
  return `volume=${gain.toFixed(2)}dB,alimiter=limit=${LIMIT.toFixed(4)}:attack=4:release=80:level=disabled`;
}

async function soundsOf(placed: readonly Placed[], { framesPerSecond, signal }: SoundPlan) {
  const films = placed.flatMap((place) => (place.take.source.kind === 'film' ? [{ ...place, path: place.take.source.path }] : []));
  const probed = await Promise.all(
    films.map(async (film) => ({ ...film, sounds: (await probe(film.path, { signal })).audio !== undefined })),
  );
  return probed
    .filter((film) => film.sounds)
    .map((film) => ({ path: film.path, startSeconds: film.start / framesPerSecond, durationSeconds: film.frames / framesPerSecond }));
}
