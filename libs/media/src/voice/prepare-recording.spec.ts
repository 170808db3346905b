import { AppError, withFolder } from '@polyreel/service-kit';
import { badRecording, type Noise, spoken, type Spoken } from '@polyreel/testing';
import { describe, expect, it } from 'vitest';
import { measureLoudness } from '../film/loudness.js';
import { runFfmpeg } from '../ffmpeg.js';
import { probe } from '../probe.js';
import { inputOf } from '../input.js';
import type { Prepared, StepName } from './preparation.types.js';
import { prepareRecording } from './prepare-recording.js';

const text = ['A lighthouse stands in the rain.', 'The camera moves slowly over the sea.'];

const prepared = async <T>(wish: Omit<Spoken, 'text'>, look: (made: Prepared) => T | Promise<T>): Promise<T> =>
  withFolder('prepared', async (folder) => look(await prepareRecording(await spoken({ text, ...wish }), { folder })));
const step = ({ steps }: Prepared, name: StepName) => steps.find((one) => one.step === name)!;

/** Samples of 16 kHz. */
async function heard(path: string): Promise<Int16Array> {
  const chunks: Buffer[] = [];
  const raw = ['-ac', '1', '-ar', '16000', '-f', 's16le', 'pipe:1'];
  await runFfmpeg(['-v', 'error', ...inputOf(path), ...raw], { onOutput: (chunk) => chunks.push(chunk) });
  const bytes = Buffer.concat(chunks);
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

describe('a prepared recording', () => {
  it('is there twice on one time line: 16 kHz for engines, 48 kHz for a film', () =>
    prepared({ sampleRate: 44_100, channels: 2, format: 'mp3' }, async (made) => {
      const [ear, film] = [await probe(made.processedAudio), await probe(made.soundtrack)];
      expect(ear.audio).toMatchObject({ codec_name: 'pcm_s16le', sample_rate: 16_000, channels: 1 });
      expect(film.audio).toMatchObject({ codec_name: 'flac', sample_rate: 48_000, channels: 1 });
      expect(Math.abs(ear.durationSeconds - film.durationSeconds)).toBeLessThan(0.002);
      expect(made.durationSeconds).toBeCloseTo(ear.durationSeconds, 3);
      const [one, other] = [await heard(made.processedAudio), await heard(made.soundtrack)];
      const agreement = (shift: number) => one.reduce((sum, sample, at) => sum + sample * (other[at + shift] ?? 0), 0);
      const shifts = [-3, -2, -1, 0, 1, 2, 3];
      expect(shifts.sort((a, b) => agreement(b) - agreement(a))[0]).toBe(0);
    }));

  it('begins a quarter of a second before the voice, ends soon after it, and keeps its pauses', () =>
    prepared({ silence: { beforeSeconds: 3, afterSeconds: 4 }, pauseSeconds: 2.5 }, async (made) => {
      expect(made.trimmedStartSeconds).toBeGreaterThan(2.6);
      expect(made.trimmedStartSeconds).toBeLessThan(3.1);
      const spokenSeconds = made.original.durationSeconds - 7;
      expect(Math.abs(made.durationSeconds - spokenSeconds)).toBeLessThan(0.7);
      expect(step(made, 'trim_silence').applied).toBe(true);
    }));

  it.each([-35, -10, 0])('is as loud as speech is published, from %i dB, and never clips', (gainDb) =>
    prepared({ gainDb, sampleRate: 48_000 }, async (made) => {
      const { integrated, truePeak } = await measureLoudness(made.soundtrack);
      expect(Math.abs(integrated + 16)).toBeLessThan(1);
      expect(truePeak).toBeLessThanOrEqual(-1);
      expect(step(made, 'loudness').detail).toMatch(/LUFS/);
    }),
  );

  it('hears a voice that is on one side only, or upside down on the other', async () => {
    const left = await prepared({ channels: 2, stereo: 'left' }, async (made) => [step(made, 'decode').detail, await loudnessOf(made)]);
    expect(left[0]).toContain('left one carries the voice');
    const opposed = await prepared({ channels: 2, stereo: 'opposed' }, loudnessOf);
    expect(Math.abs(opposed + 16)).toBeLessThan(1);
  });

  it.each([
    [50, 6],
    [60, 6],
    [60, -5],
    [50, 20],
  ] as const)('loses a hum of %i Hz, which is found by itself %i dB below the voice', (hertz, snrDb) =>
    prepared({ noise: { kind: `hum${hertz}`, snrDb }, sampleRate: 48_000, silence: { afterSeconds: 1 } }, (made) => {
      expect(step(made, 'hum_removal')).toMatchObject({ applied: true, detail: expect.stringContaining(`${hertz} Hz`) as string });
    }),
  );

  it('loses some of a hiss that lies well below the voice; none that covers it, and no rumble', async () => {
    const reduced = (kind: Noise, snrDb: number) =>
      prepared({ noise: { kind, snrDb }, pauseSeconds: 1.5 }, (made) => step(made, 'noise_reduction').applied);
    expect([await reduced('white', 22), await reduced('white', 3), await reduced('fan', 22)]).toEqual([true, false, false]);
  });

  it('is left as it is where nothing is wrong, and says so', () =>
    prepared({ sampleRate: 48_000 }, (made) => {
      for (const name of ['hum_removal', 'noise_reduction', 'trim_silence'] as const) expect(step(made, name).applied).toBe(false);
      expect(made.steps.map((one) => one.step)).toEqual([
        ...['decode', 'high_pass', 'hum_removal', 'noise_reduction', 'trim_silence', 'loudness', 'resample'],
      ]);
    }));

  it.each(['slt', 'rms', 'awb', 'kal16'] as const)('of %s, who speaks on without a breath, has no hum', (voice) =>
    prepared({ voice, pauseSeconds: 0 }, (made) => expect(step(made, 'hum_removal').applied).toBe(false)),
  );

  it('tells how far it is, and stops when it is told to', async () => {
    const told: number[] = [];
    const path = await spoken({ text });
    await withFolder('prepared', (folder) => prepareRecording(path, { folder, onProgress: (done) => told.push(done) }));
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    const stop = new AbortController();
    const stopped = withFolder('prepared', (folder) =>
      prepareRecording(path, { folder, signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) }),
    );
    await expect(stopped).rejects.toThrow('enough');
  });

  it('cannot be made of silence', async () => {
    const path = await badRecording('silence');
    const failing = withFolder('prepared', (folder) => prepareRecording(path, { folder }));
    await expect(failing).rejects.toSatisfy((error) => error instanceof AppError && error.code === 'voice_silent');
  });
});

async function loudnessOf(made: Prepared): Promise<number> {
  return (await measureLoudness(made.soundtrack)).integrated;
}
