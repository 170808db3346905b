import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FfmpegError } from '../ffmpeg.error.js';
import { runFfmpeg } from '../ffmpeg.js';
import { readLoudness } from '../film/loudness.js';
import { decodeWhole } from './decode-whole.js';
import { type Cleaning, cleaningFor } from './cleaning.js';
import { SILENT_BELOW_DBFS } from './inspect-recording.js';
import { levelling } from './levelling.js';
import { lookInside } from './look-inside.js';
import { ChannelListener, voiceSpan } from './measure-recording.js';
import { decodingOnly, openedAs } from './opened-as.js';
import type { Preparation, Prepared, Step } from './preparation.types.js';
import { refusals } from './recording.refusals.js';
import type { RecordedFormat } from './recording.types.js';
import { sniff } from './sniff.js';

/** How far each of the three passes brings it. */
const MEASURED = 0.3;
const CLEANED = 0.8;
const HEADER_BYTES = 78;
const BYTES_A_SECOND = 32_000;
const LOG_LINES = 60;

/**
 * Makes a recording ready to be understood, and to be heard: measured whole, cleaned and cut to where the voice is, then levelled into
 * both files at once, so that they share one time line to the sample. Pauses inside stay as long as they were. Throws the refusals of
 * inspectRecording() for what turns out to be no recording, or a silent one; the signal's reason where it is stopped.
 */
export async function prepareRecording(path: string, { folder, signal, onProgress = () => undefined }: Preparation): Promise<Prepared> {
  const { format, original, cleaning } = await measured(path, signal);
  onProgress(MEASURED);
  const cleaned = join(folder, 'cleaned.wav');
  const { startSeconds, endSeconds } = cleaning;
  const report = (seconds: number) => onProgress(MEASURED + (CLEANED - MEASURED) * Math.min(1, seconds / (endSeconds - startSeconds)));
  const loudness = await clean(path, format, cleaned, cleaning, signal, report);
  onProgress(CLEANED);
  const [processedAudio, soundtrack] = [join(folder, 'prepared.wav'), join(folder, 'soundtrack.flac')];
  const level = levelling(loudness);
  const split = `[0:a]${level.filter},asplit[film][ear];[ear]aresample=16000:filter_size=64[heard]`;
  const heard = ['-map', '[heard]', '-c:a', 'pcm_s16le', '-bitexact', processedAudio];
  const film = ['-map', '[film]', '-c:a', 'flac', '-sample_fmt', 's16', '-bitexact', soundtrack];
  await runFfmpeg(['-v', 'error', '-i', cleaned, '-filter_complex', split, ...heard, ...film], { signal });
  onProgress(1);
  const resample: Step = {
    step: 'resample',
    applied: true,
    detail: `${original.sampleRate} Hz to 16000 Hz for engines, 48000 Hz for a film`,
  };
  return {
    processedAudio,
    soundtrack,
    durationSeconds: ((await stat(processedAudio)).size - 44) / BYTES_A_SECOND,
    trimmedStartSeconds: startSeconds,
    original,
    steps: [...cleaning.steps, level.step, resample],
  };
}

/** One decoding that measures everything at once. */
async function measured(path: string, signal?: AbortSignal) {
  const sniffed = await sniff(path);
  if ('relative' in sniffed) throw refusals.unsupported(sniffed.called);
  const { format } = sniffed;
  const listener = new ChannelListener();
  const [inside, { profile, outgrew, failure }] = await Promise.all([
    lookInside(path, format, signal).catch(asTruncated),
    decodeWhole(path, format, signal, (chunk) => listener.take(chunk)),
  ]);
  if (outgrew) throw refusals.tooLong();
  if (!inside.audio || profile.samples === 0) throw refusals.truncated(failure ?? 'no sound could be decoded');
  if (profile.voiceLevel < SILENT_BELOW_DBFS) throw refusals.silent();
  const original = { durationSeconds: profile.seconds, ...inside.audio };
  const { hum, hisses, channels } = listener;
  return {
    format,
    original,
    cleaning: cleaningFor({ original, span: voiceSpan(profile), hum, hisses, channels }),
  };
}

/** Writes what is left of the voice, uncompressed and unlevelled, and measures how loud it is on the way. */
async function clean(
  path: string,
  format: RecordedFormat,
  cleaned: string,
  { filter }: Cleaning,
  signal: AbortSignal | undefined,
  report: (seconds: number) => void,
) {
  const log: string[] = [];
  const filters = `${filter},ebur128=peak=true:framelog=verbose`;
  const output = ['-map', '0:a:0', '-vn', '-sn', '-dn', '-af', filters, '-ac', '1', '-ar', '48000', '-c:a', 'pcm_f32le', cleaned];
  await runFfmpeg([...decodingOnly(format), ...openedAs(path, format), ...output], {
    signal,
    onProgress: ({ seconds }) => report(seconds),
    onLog: (line) => log.push(line) > LOG_LINES && log.shift(),
  }).catch(asTruncated);
  if ((await stat(cleaned)).size <= HEADER_BYTES) throw refusals.silent();
  return readLoudness(log);
}

function asTruncated(error: unknown): never {
  throw error instanceof FfmpegError ? refusals.truncated(error.reason) : error;
}
