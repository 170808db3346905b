import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Composition, compose, type MusicSection } from './compose.js';
import { SAMPLE_RATE } from './instruments.js';
import { render } from './render.js';
import { scores } from './scores.js';

/**
 * Composes and plays a music bed of exactly the sections' length into a WAV file (16-bit stereo, 48 kHz). The same sections
 * and seed make the same bytes. Its loudness is left as it falls; assembleFilm sets it.
 */
export async function writeMusicBed(
  path: string,
  sections: readonly MusicSection[],
  seed: number,
  signal?: AbortSignal,
): Promise<Composition> {
  if (sections.length === 0) throw new RangeError('music needs at least one section');
  const durationSeconds = sections.reduce((sum, section) => sum + section.durationSeconds, 0);
  const composition = compose(sections, seed);
  const main = sections.reduce((a, b) => (b.durationSeconds > a.durationSeconds ? b : a));
  const sound = render(composition.notes, durationSeconds, scores.moods[main.mood].space);
  await pipeline(Readable.from(wav(sound, Math.round(durationSeconds * SAMPLE_RATE))), createWriteStream(path), { signal });
  return composition;
}

async function* wav(sound: Iterable<Buffer>, samples: number) {
  yield wavHeader(samples);
  for (const block of sound) {
    yield block;
    // Synthesis is pure arithmetic: without a pause nothing else in the process would be answered meanwhile.
    await breathe();
  }
}

const CHANNELS = 2;
const BYTES = 2;

function wavHeader(samples: number): Buffer {
  const header = Buffer.alloc(44);
  const bytes = samples * CHANNELS * BYTES;
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(CHANNELS, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * CHANNELS * BYTES, 28);
  header.writeUInt16LE(CHANNELS * BYTES, 32);
  header.writeUInt16LE(BYTES * 8, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return header;
}
