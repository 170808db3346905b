import type { FileHandle } from 'node:fs/promises';
import type { Decoded } from './decode-whole.js';
import { LevelProfile } from './level-profile.js';
import { RECORDING_LIMITS } from './recording.types.js';
import type { WavHeader } from './wav-header.js';

const PCM = 1;
const PIECE_BYTES = 256 * 1024;

/** The WAV that nearly every recorder writes. It needs no decoder, and no process to be started: the samples lie there as they are. */
export const isPlain = ({ coding, bitsPerSample }: WavHeader) => coding === PCM && bitsPerSample === 16;

/** Hears all of a plain WAV, as decodeWhole() does. */
export async function readPlainWav(file: FileHandle, bytes: number, header: WavHeader, signal?: AbortSignal): Promise<Decoded> {
  const profile = new LevelProfile(header.sampleRate, header.channels);
  const end = header.streamed ? bytes : Math.min(bytes, header.dataAt + header.dataBytes);
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let at = header.dataAt; at < end; at += PIECE_BYTES) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(piece, 0, Math.min(PIECE_BYTES, end - at), at);
    profile.take(piece.subarray(0, bytesRead));
  }
  return { profile, outgrew: profile.seconds > RECORDING_LIMITS.seconds, endedEarly: false };
}
