import { FfmpegError } from '../ffmpeg.error.js';
import { runFfmpeg } from '../ffmpeg.js';
import { LevelProfile } from './level-profile.js';
import { decodingOnly, openedAs } from './opened-as.js';
import { RECORDING_LIMITS, type RecordedFormat } from './recording.types.js';

/** What came out of a recording when all of it was decoded. */
export interface Decoded {
  profile: LevelProfile;
  /** It had more to give than a recording may have. */
  outgrew: boolean;
  /** The container stops in the middle of something. */
  endedEarly: boolean;
  /** FFmpeg's last complaint where it could not go on. */
  failure?: string;
}

const RATE = 16_000;
/** Two, so that a voice that is upside down on the second does not cancel itself. */
const CHANNELS = 2;
/** Encoders pad their last frame. */
export const GRACE_SECONDS = 0.5;
const MOST_SAMPLES = (RECORDING_LIMITS.seconds + GRACE_SECONDS) * RATE;

/**
 * Decodes all of a recording and keeps its levels alone. It stops at the longest length by what comes out, not by the times that the
 * file claims; the caller's signal is its limit in time. Damage is reported, not thrown. `listen` hears the same 16-bit stereo of 16 kHz.
 */
export async function decodeWhole(
  path: string,
  format: RecordedFormat,
  signal?: AbortSignal,
  listen: (chunk: Buffer) => void = () => undefined,
): Promise<Decoded> {
  const enough = new AbortController();
  const profile = new LevelProfile(RATE, CHANNELS);
  const decoded: Decoded = { profile, outgrew: false, endedEarly: false };
  const output = ['-map', '0:a:0', '-vn', '-sn', '-dn', '-ac', String(CHANNELS), '-ar', String(RATE), '-f', 's16le', 'pipe:1'];
  try {
    await runFfmpeg(['-v', 'error', '-threads', '1', ...decodingOnly(format), ...openedAs(path, format), ...output], {
      signal: signal ? AbortSignal.any([signal, enough.signal]) : enough.signal,
      onOutput(chunk) {
        if (decoded.outgrew) return;
        profile.take(chunk);
        listen(chunk);
        decoded.outgrew = profile.samples > MOST_SAMPLES;
        if (decoded.outgrew) enough.abort(new Error('enough was heard'));
      },
      onLog: (line) => (decoded.endedEarly ||= /File ended prematurely|partial file/.test(line)),
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof FfmpegError) decoded.failure = error.reason;
    else if (!decoded.outgrew) throw error;
  }
  return decoded;
}
