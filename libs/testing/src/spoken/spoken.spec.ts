import { probe } from '@polyreel/media';
import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { BAD_RECORDINGS, badRecording, withCover } from './bad-recordings.js';
import { levelOf, peakOf } from './mixing.js';
import { mixedFor, spoken } from './spoken.js';
import { ENGLISH_VOICES, NOISES, RECORDING_FORMATS } from './spoken.types.js';
import { samplesOf } from './voices.js';

const text = 'A lighthouse in the rain.';

describe('spoken recordings', () => {
  it.each(RECORDING_FORMATS)('come as %s, stereo too', async (format) => {
    const { audio, durationSeconds } = await probe(await spoken({ text, format, sampleRate: 48_000, channels: 2 }));
    expect(audio).toMatchObject({ channels: 2, sample_rate: 48_000 });
    expect(durationSeconds).toBeGreaterThan(1);
  });

  it.each([8_000, 16_000, 22_050, 44_100])('come at %i Hz', async (sampleRate) => {
    expect((await probe(await spoken({ text, sampleRate }))).audio?.sample_rate).toBe(sampleRate);
  });

  it.each(ENGLISH_VOICES)('are spoken by %s', async (voice) => {
    expect(peakOf(await mixedFor({ text, voice }))).toBeCloseTo(10 ** (-3 / 20), 2);
  });

  it.each(['fr', 'de', 'es', 'hi', 'cmn', 'ar'])('are spoken in %s', async (language) => {
    expect((await mixedFor({ text: 'Olé 1 2 3', voice: { language } })).length).toBeGreaterThan(20_000);
  });

  it('last as long as the voice takes, and less where it speaks faster', async () => {
    expect((await mixedFor({ text, speed: 1.5 })).length).toBeLessThan((await mixedFor({ text })).length * 0.75);
    expect((await mixedFor({ text, lastingSeconds: 12 })).length).toBe(12 * 48_000);
  });

  it.each(NOISES)('carry %s as far below the voice as was wished', async (kind) => {
    const [clean, noisy] = [await mixedFor({ text }), await mixedFor({ text, noise: { kind, snrDb: 10 } })];
    const noise = noisy.map((sample, index) => sample - clean[index]!);
    expect(20 * Math.log10(levelOf(clean) / levelOf(noise))).toBeGreaterThan(8);
    expect(20 * Math.log10(levelOf(clean) / levelOf(noise))).toBeLessThan(12);
  });

  it('begin and end with the silence that was wished, and clip where the gain is too high', async () => {
    const sound = await samplesOf(await spoken({ text, silence: { beforeSeconds: 1, afterSeconds: 1 }, gainDb: 20 }));
    expect(peakOf(sound.subarray(0, 45_000))).toBeLessThan(0.01);
    expect(sound.filter((sample) => Math.abs(sample) > 0.98).length).toBeGreaterThan(1_000);
  });

  it('are made once', async () => {
    const [first, second] = await Promise.all([spoken({ text, voice: 'rms' }), spoken({ text, voice: 'rms' })]);
    expect(first).toBe(second);
  });
});

describe('bad recordings', () => {
  it.each(BAD_RECORDINGS)('there is one that is bad by: %s', async (kind) => {
    const { size } = await stat(await badRecording(kind));
    expect(size > 25 * 2 ** 20).toBe(kind === 'tooLarge');
    expect(size === 0).toBe(kind === 'empty');
  });

  it.each(['mp3', 'm4a'] as const)('a good %s may carry a cover', async (format) => {
    const file = await probe(await withCover(format));
    expect([file.audio?.codec_type, file.video]).toEqual(['audio', undefined]);
  });
});
