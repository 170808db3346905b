import { join } from 'node:path';
import { FfmpegError } from '../ffmpeg.error.js';
import { runFfmpeg } from '../ffmpeg.js';
import { inputOf } from '../input.js';
import { probe } from '../probe.js';
import { type Loudness, measureLoudness } from './loudness.js';

/** A voice that is to be heard in a film from its first moment on, decoded to the end. */
export interface FilmVoice {
  path: string;
  durationSeconds: number;
  loudness: Loudness;
}

const WAVE = ['-vn', '-sn', '-ar', '48000', '-ac', '1', '-c:a', 'pcm_s16le'];

/**
 * Decodes a voice into a WAV file of `folder`, as far as it is sound. Undefined where nothing can be heard: it is no sound, or silent. Where
 * it is damaged in the middle it ends there, so that what is heard stays in time with its words.
 */
export async function readVoice(path: string, folder: string, signal?: AbortSignal): Promise<FilmVoice | undefined> {
  const wave = join(folder, 'narration.wav');
  try {
    await runFfmpeg(['-v', 'error', '-xerror', '-err_detect', 'explode', ...inputOf(path), ...WAVE, wave], { signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof FfmpegError)) throw error;
  }
  try {
    const [{ durationSeconds }, loudness] = [await probe(wave, { signal }), await measureLoudness(wave, signal)];
    return Number.isFinite(loudness.integrated) ? { path: wave, durationSeconds, loudness } : undefined;
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof FfmpegError)) throw error;
    return undefined;
  }
}

/** The voice goes into the mix at this loudness, so that what is under it can be set against it. */
const VOICE_LUFS = -16;
/** In pauses the music lies so much below the voice, */
const UNDER_PAUSES = 12;
/**
 * and while it speaks some 8 dB more: 20 LU, where broadcasters ask for 15 at least so that those who hear badly understand (EBU R 128 s4,
 * Netflix's dialogue practice). It steps back within 30 ms, before the first syllable is over, and comes back in half a second.
 */
const DUCKING = 'sidechaincompress=threshold=0.03:ratio=3:attack=30:release=500:knee=4';

const gainTo = (target: number, { integrated }: Loudness) => (Number.isFinite(integrated) ? target - integrated : 0).toFixed(2);
const STEREO = 'aformat=sample_fmts=fltp:sample_rates=48000:channel_layouts=stereo';

/** Filters that lay the bed (input 0) under the voice (input 1), or the voice alone (input 0), as `[mixed]`. */
export function underVoice(voice: FilmVoice, bed: Loudness | undefined, durationSeconds: number): string[] {
  const whole = `apad,atrim=end=${durationSeconds}`;
  const spoken = `${STEREO},volume=${gainTo(VOICE_LUFS, voice.loudness)}dB,${whole}`;
  if (!bed) return [`[0:a]${spoken}[mixed]`];
  return [
    `[1:a]${spoken},asplit[voice][key]`,
    `[0:a]${STEREO},volume=${gainTo(VOICE_LUFS - UNDER_PAUSES, bed)}dB,${whole}[bed]`,
    `[bed][key]${DUCKING}[under]`,
    `[under][voice]amix=inputs=2:duration=longest:normalize=0[mixed]`,
  ];
}
