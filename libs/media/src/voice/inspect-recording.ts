import { type FileHandle, open, readFile } from 'node:fs/promises';
import { FfmpegError } from '../ffmpeg.error.js';
import { type Decoded, decodeWhole } from './decode-whole.js';
import { type Inside, lookInside } from './look-inside.js';
import { walkMp3 } from './mp3-frames.js';
import { endsInPage, OGG_TAIL_BYTES } from './ogg-pages.js';
import { isPlain, readPlainWav } from './plain-wav.js';
import { refusals } from './recording.refusals.js';
import { FORMATS, RECORDING_LIMITS, type RecordedFormat, type Recording } from './recording.types.js';
import { sniff } from './sniff.js';
import { readWavHeader } from './wav-header.js';

/** Ten minutes of the slowest codec take a tenth of it on one core; a file that is made to be slow ends here. */
const DEADLINE_MS = 60_000;
/** A recording whose loudest twentieth of a second is below this, in dBFS, is silent: a muted microphone hisses at -70, a whisper reaches -50. */
export const SILENT_BELOW_DBFS = -60;

/** What is known of a recording before it is judged. */
interface Evidence {
  inside: Inside;
  decoded: Decoded;
  /** How the file ends where it should not, in words. */
  brokenEnd?: string;
}

/**
 * Says what a recording is, by decoding all of it: its name and its header are not believed. Throws the AppError of whatever is
 * wrong with it (see recording.refusals.ts), the signal's reason where it is stopped, FfmpegMissing where there is no FFmpeg.
 */
export async function inspectRecording(path: string, { signal }: { signal?: AbortSignal } = {}): Promise<Recording> {
  const file = await open(path);
  try {
    const bytes = (await file.stat()).size;
    if (bytes === 0) throw refusals.empty();
    if (bytes > RECORDING_LIMITS.bytes) throw refusals.tooLarge(bytes);
    const sniffed = await sniff(path);
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
    try {
      if ('relative' in sniffed) throw await refusalOfRelative(path, sniffed.relative, sniffed.called, either);
      const evidence = await gather(file, path, bytes, sniffed.format, either);
      return { ...judged(evidence, sniffed.format), bytes };
    } catch (error) {
      signal?.throwIfAborted();
      if (deadline.aborted) throw refusals.unreasonable(`it could not be decoded within ${DEADLINE_MS / 1_000} s`);
      throw error;
    }
  } finally {
    await file.close();
  }
}

async function refusalOfRelative(path: string, demuxer: 'matroska' | 'mov', called: string, signal: AbortSignal) {
  const { hasVideo } = await readable(lookInside(path, demuxer, signal));
  return hasVideo ? refusals.isVideo() : refusals.unsupported(called);
}

async function gather(file: FileHandle, path: string, bytes: number, format: RecordedFormat, signal: AbortSignal): Promise<Evidence> {
  if (format === 'wav') return gatherWav(file, path, bytes, signal);
  const [inside, decoded, end] = await Promise.all([
    readable(lookInside(path, format, signal)),
    decodeWhole(path, format, signal),
    endOf(file, path, bytes, format),
  ]);
  return { inside: { ...inside, ...end.claim }, decoded, brokenEnd: end.broken };
}

/** A WAV tells everything in its first bytes; FFmpeg is wanted for other codings than the plain one only. */
async function gatherWav(file: FileHandle, path: string, bytes: number, signal: AbortSignal): Promise<Evidence> {
  const header = await readWavHeader(file, bytes);
  if (!header) throw refusals.truncated('there is no sound behind its header');
  refuseUnreasonable(header);
  const missing = header.streamed ? 0 : header.dataAt + header.dataBytes - bytes;
  const brokenEnd = missing > 0 ? `${missing} bytes are missing at its end` : undefined;
  if (isPlain(header)) {
    const decoded = await readPlainWav(file, bytes, header, signal);
    return { inside: { audio: { codec: 'pcm_s16le', ...header }, hasVideo: false }, decoded, brokenEnd };
  }
  const [inside, decoded] = await Promise.all([readable(lookInside(path, 'wav', signal)), decodeWhole(path, 'wav', signal)]);
  return { inside: { ...inside, claimedSeconds: undefined }, decoded, brokenEnd };
}

/** What only a look at the file's own structure tells. ffprobe guesses the length of an MP3 by its first frames: that is no claim of the file. */
async function endOf(file: FileHandle, path: string, bytes: number, format: RecordedFormat) {
  const cut = (part: string) => `it ends in the middle of a ${part}`;
  if (format === 'mp3') {
    const { claimedSeconds, endsInFrame } = walkMp3(await readFile(path));
    return { claim: { claimedSeconds }, broken: endsInFrame ? cut('frame') : undefined };
  }
  if (format !== 'ogg') return {};
  const length = Math.min(bytes, OGG_TAIL_BYTES);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, bytes - length);
  return { broken: endsInPage(buffer) ? cut('page') : undefined };
}

const readable = (looking: Promise<Inside>): Promise<Inside> =>
  looking.catch((error: unknown) => {
    throw error instanceof FfmpegError ? refusals.truncated(error.reason) : error;
  });

function refuseUnreasonable({ sampleRate, channels }: { sampleRate: number; channels: number }): void {
  const { leastRate, mostRate } = RECORDING_LIMITS;
  if (channels > RECORDING_LIMITS.channels) throw refusals.tooManyChannels(channels);
  if (channels < 1) throw refusals.unreasonable('it has no channel');
  if (sampleRate < leastRate || sampleRate > mostRate)
    throw refusals.unreasonable(`${sampleRate} samples a second; recordings have ${leastRate} to ${mostRate}`);
}

/** What may be missing of the claimed length: encoders pad, and round. */
const missingOf = (claimedSeconds: number) => Math.max(0.25, claimedSeconds * 0.01);
/** Beyond this many times its true length a claim is no matter of a lost end. */
const ABSURD = 10;

function judged({ inside, decoded, brokenEnd }: Evidence, format: RecordedFormat): Omit<Recording, 'bytes'> {
  const { audio, hasVideo, claimedSeconds: claimed } = inside;
  if (hasVideo) throw refusals.isVideo();
  if (!audio) throw refusals.notAudio('a file without sound');
  const known: readonly string[] = FORMATS[format].codecs;
  if (!known.includes(audio.codec)) throw refusals.unsupported(`${audio.codec} in ${format}`);
  refuseUnreasonable(audio);
  const { profile, outgrew } = decoded;
  const { seconds } = profile;
  if (claimed !== undefined && seconds > claimed * 2 + 5)
    throw refusals.unreasonable(`it claims ${round(claimed)} s, and there are ${outgrew ? 'more than ' : ''}${round(seconds)} s`);
  if (outgrew) throw refusals.tooLong();
  if (claimed !== undefined && claimed > RECORDING_LIMITS.seconds && claimed > seconds * ABSURD)
    throw refusals.unreasonable(`it claims ${round(claimed)} s, and there are ${round(seconds)} s`);
  if (seconds === 0) throw refusals.truncated(decoded.failure ?? 'no sound could be decoded');
  if (claimed !== undefined && claimed - seconds > missingOf(claimed))
    throw refusals.truncated(`it should last ${round(claimed)} s, and there are ${round(seconds)} s`);
  if (brokenEnd) throw refusals.truncated(brokenEnd);
  if (decoded.endedEarly) throw refusals.truncated('its container is not complete');
  if (decoded.failure) throw refusals.truncated(decoded.failure);
  if (profile.voiceLevel < SILENT_BELOW_DBFS) throw refusals.silent();
  return {
    format,
    codec: audio.codec,
    contentType: FORMATS[format].contentType,
    durationSeconds: seconds,
    sampleRate: audio.sampleRate,
    channels: audio.channels,
  };
}

const round = (seconds: number) => Number(seconds.toFixed(1));
