import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from './compose.js';
import { hertz, SAMPLE_RATE } from './instruments.js';
import { writeMusicBed } from './music-bed.js';

describe('a music bed', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'polyreel-music-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function bed(sections: Parameters<typeof writeMusicBed>[1], seed: number): Promise<Buffer> {
    const path = join(folder, 'bed.wav');
    await writeMusicBed(path, sections, seed);
    return readFile(path);
  }
  const left = (wav: Buffer) => Float64Array.from({ length: (wav.length - 44) / 4 }, (_, i) => wav.readInt16LE(44 + i * 4) / 32_768);

  it('is a stereo WAV file of exactly the wanted length', async () => {
    const wav = await bed([{ durationSeconds: 3.21, mood: 'tense', energy: 0.6 }], 1);
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
    expect((wav.length - 44) / 4).toBe(Math.round(3.21 * SAMPLE_RATE));
  });

  it('is the same, byte for byte, for the same seed', async () => {
    const sections = [{ durationSeconds: 2, mood: 'eerie' as const, energy: 0.2 }];
    const digest = async (seed: number) =>
      createHash('sha256')
        .update(await bed(sections, seed))
        .digest('hex');
    expect(await digest(7)).toBe(await digest(7));
    expect(await digest(8)).not.toBe(await digest(7));
  });

  it('never clips, is never silent in the middle, and fades at both ends', async () => {
    const samples = left(await bed([{ durationSeconds: 6, mood: 'epic', energy: 1 }], 2));
    const loudest = (from: number, to: number) =>
      samples.subarray(from * SAMPLE_RATE, to * SAMPLE_RATE).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
    expect(loudest(0, 6)).toBeLessThan(0.98);
    for (let second = 1; second < 4; second++) expect(loudest(second, second + 1)).toBeGreaterThan(0.03);
    expect(loudest(0, 0.005)).toBeLessThan(0.05);
    expect(loudest(5.99, 6)).toBeLessThan(0.02);
  });

  it('sounds the chord that was composed: its tones stand out from those between them', async () => {
    const sections = [{ durationSeconds: 8, mood: 'serene' as const, energy: 0.1 }];
    const { notes } = compose(sections, 3);
    const chord = notes.filter(({ voice, at }) => voice.kind === 'pad' && at === 0);
    const samples = left(await bed(sections, 3)).subarray(SAMPLE_RATE * 0.5, SAMPLE_RATE * 2.5);
    const strength = (midi: number) => goertzel(samples, hertz(midi));
    for (const { midi } of chord) expect(strength(midi)).toBeGreaterThan(5 * strength(midi + 0.5));
  });

  it('refuses to play nothing', async () => {
    await expect(writeMusicBed(join(folder, 'none.wav'), [], 1)).rejects.toThrow(RangeError);
  });
});

/** Strength of one frequency in a signal (Goertzel), under a Hann window. */
function goertzel(samples: Float64Array, frequency: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * frequency) / SAMPLE_RATE);
  let [before, last] = [0, 0];
  samples.forEach((sample, i) => {
    const windowed = sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length));
    [before, last] = [last, windowed + factor * last - before];
  });
  return Math.sqrt(before * before + last * last - factor * before * last);
}
