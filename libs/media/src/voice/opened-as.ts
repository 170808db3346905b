import { FORMATS, type RecordedFormat } from './recording.types.js';

/** FFmpeg's names of the decoders, where they are not those of the codecs. */
const DECODERS: Record<string, readonly string[]> = { mp3: ['mp3float', 'mp3'], opus: ['opus', 'libopus'], speex: ['speex', 'libspeex'] };

/** No single piece of memory that a header asks for may be larger, in bytes. */
const MOST_MEMORY = String(64 * 2 ** 20);

/**
 * Arguments that open a recording of strangers as exactly what its content was found to be: nothing is guessed, no other file and no
 * address is opened whatever it names, and no header gets more memory than is sane.
 */
export const openedAs = (path: string, format: RecordedFormat | 'matroska' | 'mov'): string[] => [
  ...['-max_alloc', MOST_MEMORY, '-protocol_whitelist', 'file'],
  ...['-f', format === 'matroska' || format === 'mov' ? format : FORMATS[format].demuxer, '-i', `file:${path}`],
];

/** Arguments that let no decoder run but those of the format; before openedAs(). ffprobe ends where a cover has another one, and goes without. */
export const decodingOnly = (format: RecordedFormat): string[] => [
  '-codec_whitelist',
  FORMATS[format].codecs.flatMap((codec) => DECODERS[codec] ?? [codec]).join(','),
];
