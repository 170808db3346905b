import type { FileHandle } from 'node:fs/promises';

/** What the header of a WAV says. Lengths in bytes. */
export interface WavHeader {
  /** 1 is PCM; that of the extensible form is looked up inside it. */
  coding: number;
  channels: number;
  sampleRate: number;
  bitsPerSample: number;
  dataAt: number;
  dataBytes: number;
  /** A recorder that wrote to a pipe could not know the length: nobody's fault, and every player takes it. */
  streamed: boolean;
}

const EXTENSIBLE = 0xfffe;
/** Recorders that stream write 0, the largest number, or the largest signed one less what they round off. */
const ENDLESS = 0x7fff_0000;
/** A header is at its end long before: anything longer is a file of chunks that nobody wants. */
const MAX_CHUNKS = 64;

/** Reads the chunks of a RIFF file up to its data; undefined where it has none or they make no sense. */
export async function readWavHeader(file: FileHandle, bytes: number): Promise<WavHeader | undefined> {
  let form: Omit<WavHeader, 'dataAt' | 'dataBytes' | 'streamed'> | undefined;
  let at = 12;
  for (let chunk = 0; chunk < MAX_CHUNKS && at + 8 <= bytes; chunk++) {
    const head = await read(file, at, 8);
    const [name, length] = [head.toString('latin1', 0, 4), head.readUInt32LE(4)];
    if (name === 'fmt ') form = formOf(await read(file, at + 8, Math.min(length, 40)));
    if (name === 'data') return form && { ...form, dataAt: at + 8, dataBytes: length, streamed: length === 0 || length >= ENDLESS };
    at += 8 + length + (length % 2);
  }
  return undefined;
}

function formOf(chunk: Buffer) {
  if (chunk.length < 16) return undefined;
  const coding = chunk.readUInt16LE(0);
  return {
    coding: coding === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : coding,
    channels: chunk.readUInt16LE(2),
    sampleRate: chunk.readUInt32LE(4),
    bitsPerSample: chunk.readUInt16LE(14),
  };
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
