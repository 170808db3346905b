import { runFfmpeg } from '../ffmpeg.js';
import { inputOf } from '../input.js';

/** EBU R 128 / ITU-R BS.1770 figures. `integrated` in LUFS, `truePeak` in dBTP; -Infinity for silence. */
export interface Loudness {
  integrated: number;
  truePeak: number;
}

const LOG_LINES = 60;

/** Measures a file's sound, as these filters would make it. */
export async function measureLoudness(path: string, signal?: AbortSignal, filters: readonly string[] = []): Promise<Loudness> {
  const log: string[] = [];
  await runFfmpeg(
    [...inputOf(path), '-vn', '-sn', '-af', [...filters, 'ebur128=peak=true:framelog=verbose'].join(','), '-f', 'null', '-'],
    {
      signal,
      onLog: (line) => log.push(line) > LOG_LINES && log.shift(),
    },
  );
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
