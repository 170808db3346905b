import { runFfmpeg } from '@polyreel/media';
import { Readable } from 'node:stream';
import type { RecordingFormat, Spoken } from './spoken.types.js';
import { MIXING_RATE } from './voices.js';

/** Opus knows these only. */
const OPUS_RATES = [8_000, 12_000, 16_000, 24_000, 48_000];

const encoderOf = (format: RecordingFormat, sampleRate: number): string[] => {
  const xiph = OPUS_RATES.includes(sampleRate) ? ['-c:a', 'libopus', '-b:a', '32k'] : ['-c:a', 'libvorbis', '-q:a', '3'];
  switch (format) {
    case 'wav':
      return ['-c:a', 'pcm_s16le'];
    case 'mp3':
      return ['-c:a', 'libmp3lame', '-b:a', '64k'];
    case 'm4a':
      return ['-c:a', 'aac', '-b:a', '64k', '-f', 'ipod'];
    case 'flac':
      return ['-c:a', 'flac'];
    case 'ogg':
    case 'webm':
      return xiph;
  }
};

export type FileForm = Required<Pick<Spoken, 'format' | 'sampleRate' | 'channels' | 'stereo'>>;

/** Writes mono samples of MIXING_RATE as a recording. What is beyond -1 to 1 is clipped, as a recorder does. */
export async function writeSound(sound: Float32Array, path: string, { format, sampleRate, channels, stereo }: FileForm): Promise<void> {
  const input = ['-f', 'f32le', '-ar', String(MIXING_RATE), '-ac', String(channels), '-i', 'pipe:0'];
  await runFfmpeg(['-v', 'error', ...input, '-ar', String(sampleRate), ...encoderOf(format, sampleRate), path], {
    stdin: Readable.from(interleaved(sound, channels, stereo), { objectMode: false }),
  });
}

const BLOCK = 65_536;

function* interleaved(sound: Float32Array, channels: number, stereo: FileForm['stereo']) {
  const other = { both: 1, left: 0, opposed: -1 }[stereo];
  for (let at = 0; at < sound.length; at += BLOCK) {
    const block = sound.subarray(at, at + BLOCK);
    const frames = new Float32Array(block.length * channels);
    for (let index = 0; index < frames.length; index++) {
      const sample = Math.max(-1, Math.min(1, block[Math.floor(index / channels)]!));
      frames[index] = index % channels === 0 ? sample : sample * other;
    }
    yield Buffer.from(frames.buffer);
  }
}
