/** The kinds of file that are taken in: how each is opened, what may be in it, and what it is called on the wire. */
export const FORMATS = {
  wav: {
    demuxer: 'wav',
    contentType: 'audio/wav',
    codecs: [
      'pcm_u8',
      'pcm_s16le',
      'pcm_s24le',
      'pcm_s32le',
      'pcm_f32le',
      'pcm_f64le',
      'pcm_alaw',
      'pcm_mulaw',
      'adpcm_ms',
      'adpcm_ima_wav',
    ],
  },
  mp3: { demuxer: 'mp3', contentType: 'audio/mpeg', codecs: ['mp3'] },
  m4a: { demuxer: 'mov', contentType: 'audio/mp4', codecs: ['aac', 'alac', 'mp3', 'opus', 'flac'] },
  ogg: { demuxer: 'ogg', contentType: 'audio/ogg', codecs: ['opus', 'vorbis', 'flac', 'speex'] },
  webm: { demuxer: 'matroska', contentType: 'audio/webm', codecs: ['opus', 'vorbis'] },
  flac: { demuxer: 'flac', contentType: 'audio/flac', codecs: ['flac'] },
} as const satisfies Record<string, { demuxer: string; contentType: string; codecs: readonly string[] }>;
export type RecordedFormat = keyof typeof FORMATS;

/** What a recording is, by its content. The same shape as RecordingFacts of the public API. */
export interface Recording {
  format: RecordedFormat;
  codec: string;
  contentType: string;
  bytes: number;
  /** Of what could be decoded, not of what the header claims. */
  durationSeconds: number;
  sampleRate: number;
  channels: number;
}

/** What is taken in at most. Lengths and sizes are those of the contracts; a spec holds them to it. */
export const RECORDING_LIMITS = { bytes: 25 * 2 ** 20, seconds: 600, channels: 8, leastRate: 4_000, mostRate: 192_000 } as const;
