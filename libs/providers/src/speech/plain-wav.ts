import { ProviderError } from '../provider.error.js';

const RIFF_HEADER = 12;
const CHUNK_HEADER = 8;

/** Where the samples of a WAV lie, in bytes. */
export interface PlainWav {
  at: number;
  length: number;
  bytesPerSecond: number;
}

/** Finds the samples of a WAV. Throws a ProviderError of class `invalid_input` where there are none to be found. */
export function samplesIn(wav: Buffer): PlainWav {
  if (wav.toString('latin1', 0, 4) !== 'RIFF' || wav.toString('latin1', 8, RIFF_HEADER) !== 'WAVE') throw notWav();
  let bytesPerSecond: number | undefined;
  for (let at = RIFF_HEADER; at + CHUNK_HEADER <= wav.length;) {
    const name = wav.toString('latin1', at, at + 4);
    const begin = at + CHUNK_HEADER;
    const length = Math.min(wav.readUInt32LE(at + 4), wav.length - begin);
    if (name === 'fmt ' && length >= 16) bytesPerSecond = wav.readUInt32LE(begin + 8);
    if (name === 'data' && bytesPerSecond) return { at: begin, length, bytesPerSecond };
    at = begin + length + (length & 1);
  }
  throw notWav();
}

const notWav = () => new ProviderError('invalid_input', 'the recording is no WAV with plain samples');
