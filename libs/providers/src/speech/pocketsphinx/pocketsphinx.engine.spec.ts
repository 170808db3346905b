import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstThatListens } from '../first-that-listens.js';
import { wav } from '../recording.fixture.js';
import type { SpeechEngine } from '../speech.port.js';
import { fakePocketSphinx, type PocketSphinxActs, runsOf } from './fake-pocketsphinx.fixture.js';
import { PocketSphinxEngine } from './pocketsphinx.engine.js';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'polyreel-spec-'))));
afterEach(() => rm(folder, { recursive: true }));

const call = () => ({ signal: new AbortController().signal, directory: folder, progress: () => undefined });
/** A recording of so many seconds; with `sample` all of its samples are that. */
async function asked(seconds: number, sample?: number) {
  const path = join(folder, `${seconds}-${sample}.wav`);
  const bytes = wav(seconds);
  if (sample !== undefined) bytes.fill(sample, 44);
  await writeFile(path, bytes);
  return { path, durationSeconds: seconds };
}
/** So many words, each for half a second. */
const words = (count: number) =>
  Array.from({ length: count }, (_, at) => `word ${(at / 2).toFixed(3)} ${(at / 2 + 0.49).toFixed(3)} 0.950000`);

describe('PocketSphinx, as a program', () => {
  const deaths: [string, NonNullable<PocketSphinxActs['dies']>, RegExp][] = [
    ['divides by nothing while it learns the means', { of: 'SIGFPE', in: 'the first hearing' }, /SIGFPE/],
    ['divides by nothing while it listens', { of: 'SIGFPE', in: 'the second hearing' }, /SIGFPE/],
    ['reads what is not there', { of: 'SIGSEGV', in: 'the second hearing' }, /SIGSEGV/],
    ['ends with a code', { of: 1, in: 'the first hearing' }, /ended with 1/],
  ];
  it.each(deaths)('has failed where it %s: nobody takes that for silence', async (_how, dies, message) => {
    const engine = new PocketSphinxEngine(await fakePocketSphinx(folder, { hears: words(8), dies }));
    for (const listen of [engine.transcribe.bind(engine), engine.hearLanguage.bind(engine)])
      await expect(listen(await asked(4), call())).rejects.toMatchObject({
        errorClass: 'unavailable',
        message: expect.stringMatching(message) as string,
      });
  });

  it('is not even asked where nothing sounds', async () => {
    const sphinx = await fakePocketSphinx(folder, { dies: { of: 'SIGFPE', in: 'the first hearing' } });
    const engine = new PocketSphinxEngine(sphinx);
    for (const silent of [await asked(0), await asked(3, 0)]) {
      expect(await engine.transcribe(silent, call())).toMatchObject({ text: '', words: [], confidence: 0 });
      expect(await engine.hearLanguage(silent, call())).toMatchObject({ language: 'und', confidence: 0 });
    }
    expect(await runsOf(sphinx)).toEqual([]);
  });

  it('leaves it to the next engine where it has died', async () => {
    const dead: SpeechEngine = new PocketSphinxEngine(await fakePocketSphinx(folder, { dies: { of: 'SIGFPE', in: 'the first hearing' } }));
    const alive = {
      ...dead,
      card: { ...dead.card, id: 'spec/alive' },
      transcribe: () => Promise.resolve('heard'),
    } as unknown as SpeechEngine;
    const recording = await asked(4);
    const { result, tried } = await firstThatListens([dead, alive], 'en', call().signal, (engine) => engine.transcribe(recording, call()));
    expect(result).toBe('heard');
    expect(tried).toMatchObject([
      { provider: 'pocketsphinx/en-us', errorClass: 'unavailable', message: expect.stringContaining('SIGFPE') as string },
    ]);
  });

  it('hears the second time with the means that it learnt the first time', async () => {
    const sphinx = await fakePocketSphinx(folder, { hears: words(8) });
    expect((await new PocketSphinxEngine(sphinx).transcribe(await asked(4), call())).words).toHaveLength(8);
    const [first, second] = await runsOf(sphinx);
    expect(first!.args).not.toContain('-featparams');
    expect(second!.args.join(' ')).toContain(`-featparams ${join(folder, 'feat.params')}`);
  });

  it('writes all of a long recording down, and tells the language by its first half minute', async () => {
    const sphinx = await fakePocketSphinx(folder, { hears: words(60) });
    const engine = new PocketSphinxEngine(sphinx);
    expect(await engine.hearLanguage(await asked(75), call())).toMatchObject({ language: 'en', alternatives: [] });
    expect((await runsOf(sphinx)).map(({ bytes }) => bytes)).toEqual([44 + 30 * 32_000, 44 + 30 * 32_000]);
    await engine.transcribe(await asked(75), call());
    expect((await runsOf(sphinx)).slice(2).map(({ bytes }) => bytes)).toEqual([44 + 75 * 32_000, 44 + 75 * 32_000]);
  });
});
