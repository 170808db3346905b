import { AppError } from '@polyreel/service-kit';
import { FORMATS, RECORDING_LIMITS } from './recording.types.js';

const KNOWN = `${Object.keys(FORMATS).slice(0, -1).join(', ')} and ${Object.keys(FORMATS).at(-1)}`;

/** Why a recording is not taken in, each with its stable code and HTTP status. */
export const refusals = {
  empty: () => new AppError('voice_empty', 'The file is empty.', 422),
  notAudio: (what: string) => new AppError('voice_not_audio', `This is no recording but ${what}. Recordings are ${KNOWN}.`, 415),
  isVideo: () => new AppError('voice_is_video', 'There are moving pictures in this file: send its sound alone.', 415),
  unsupported: (what: string) =>
    new AppError('voice_format_unsupported', `This is sound, but in a form that is not taken in (${what}). Recordings are ${KNOWN}.`, 415),
  truncated: (how: string) => new AppError('voice_truncated', `The recording is cut off or damaged: ${how}.`, 422),
  tooLarge: (bytes: number) =>
    new AppError('voice_too_large', `The file has ${bytes} bytes; at most ${RECORDING_LIMITS.bytes} are taken in.`, 413),
  tooLong: () => new AppError('voice_too_long', `The recording lasts longer than ${RECORDING_LIMITS.seconds / 60} minutes.`, 422),
  tooManyChannels: (channels: number) =>
    new AppError(
      'voice_too_many_channels',
      `The recording has ${channels} channels; at most ${RECORDING_LIMITS.channels} are taken in.`,
      422,
    ),
  unreasonable: (what: string) => new AppError('voice_unreasonable', `What the file says of itself cannot be: ${what}.`, 422),
  silent: () => new AppError('voice_silent', 'Nothing is to be heard in this recording.', 422),
} as const;
