import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeWhisperCli, type WhisperCliActs } from './fake-whisper-cli.fixture.js';
import { WhisperCppEngine } from './whisper-cpp.engine.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'polyreel-spec-'));
});
afterEach(() => rm(folder, { recursive: true }));

const engine = async (acts: WhisperCliActs = {}, model = '/models/ggml-base.bin') =>
  new WhisperCppEngine(await fakeWhisperCli(folder, acts), model);
const asked = (languageHint?: string) => ({ path: '/recordings/said.wav', durationSeconds: 4, languageHint });
const call = (progress: (done: number) => void = () => undefined, signal = new AbortController().signal) => ({
  signal,
  directory: folder,
  progress,
});
const told = async () => JSON.parse(await readFile(join(folder, 'arguments.json'), 'utf8')) as string[];

const DRAGON = {
  from: 0,
  to: 2_400,
  text: ' Ein Drache fliegt.',
  tokens: [
    { text: ' Ein', from: 0, to: 400, p: 0.9 },
    { text: ' Dra', from: 400, to: 900, p: 0.8 },
    { text: 'che', from: 900, to: 1_300, p: 0.5 },
    { text: ' fliegt', from: 1_300, to: 2_200, p: 0.95 },
    { text: '.', from: 2_200, to: 2_400, p: 0.7 },
  ],
};

describe('the program of whisper.cpp', () => {
  it('listens for the language, and its tokens become words with times and scores', async () => {
    const far: number[] = [];
    const heard = await (
      await engine({ language: 'de', segments: [DRAGON] })
    ).transcribe(
      asked(),
      call((done) => far.push(done)),
    );
    expect(heard).toMatchObject({ text: 'Ein Drache fliegt.', language: 'de', languageHeard: true, costUsd: 0 });
    expect(heard.words.map(({ text, startSeconds, endSeconds }) => [text, startSeconds, endSeconds])).toEqual([
      ['Ein', 0, 0.4],
      ['Drache', 0.4, 1.3],
      ['fliegt.', 1.3, 2.4],
    ]);
    expect(heard.words[1]!.confidence).toBeCloseTo(Math.sqrt(0.8 * 0.5), 5);
    expect(heard.confidence).toBeCloseTo((0.9 * 0.8 * 0.5 * 0.95 * 0.7) ** (1 / 5), 5);
    expect(far).toEqual([0.5]);
    expect((await told()).join(' ')).toContain('-m /models/ggml-base.bin -f /recordings/said.wav');
    expect((await told()).join(' ')).toContain('-l auto');
  });

  it('is told what the caller says is spoken, by its own name for it', async () => {
    const heard = await (await engine({ segments: [DRAGON] })).transcribe(asked('zh-Hant'), call());
    expect(heard).toMatchObject({ language: 'zh-Hant', languageHeard: false });
    expect((await told()).join(' ')).toContain('-l zh');
  });

  it('has the words of a script without spaces by its own rules, their times in proportion', async () => {
    const segment = { from: 1_000, to: 3_000, text: '赤い竜が飛ぶ', tokens: [{ text: '赤い\uFFFD', from: 1_000, to: 2_000, p: 0.9 }] };
    const { words, text } = await (await engine({ language: 'ja', segments: [segment] })).transcribe(asked(), call());
    expect(text).toBe('赤い竜が飛ぶ');
    expect(words.map((word) => word.text).join('')).toBe(text);
    expect(words.length).toBeGreaterThan(2);
    expect(words.at(0)!.startSeconds).toBe(1);
    expect(words.at(-1)!.endSeconds).toBeCloseTo(3, 6);
  });

  it('hears nobody in what it marks as sounds', async () => {
    const marks = ['[BLANK_AUDIO]', ' (wind howling)', ' ♪ music ♪', ' *applause*'];
    const segments = marks.map((text, at) => ({ from: at * 1_000, to: at * 1_000 + 900, text, tokens: [] }));
    expect(await (await engine({ segments })).transcribe(asked(), call())).toMatchObject({ text: '', words: [], confidence: 0 });
  });

  it('names the language without writing anything down', async () => {
    expect(await (await engine({ language: 'hi' })).hearLanguage(asked(), call())).toMatchObject({ language: 'hi', confidence: 0.977899 });
    expect(await told()).toContain('-dl');
  });

  it('knows English alone with a model of English alone', async () => {
    const english = await engine({ segments: [DRAGON] }, '/models/ggml-base.en-q5_1.bin');
    expect(english.card).toMatchObject({ id: 'whisper.cpp/ggml-base.en-q5_1', languages: ['en'], hearsLanguage: false });
    await english.transcribe(asked(), call());
    expect((await told()).join(' ')).toContain('-l en');
  });

  it('is not asked for ever: it stops with the signal', async () => {
    const stop = new AbortController();
    const hanging = (await engine({ how: 'hangs' })).transcribe(asked(), call(undefined, stop.signal));
    const refused = expect(hanging).rejects.toThrow('cancelled');
    await expect.poll(told, { timeout: 10_000 }).toContain('-ojf');
    stop.abort(new Error('cancelled'));
    await refused;
  });

  it('says what went wrong in its own words', async () => {
    const failing = (await engine({ how: 'fails' })).transcribe(asked(), call());
    await expect(failing).rejects.toMatchObject({
      errorClass: 'unavailable',
      message: expect.stringContaining('failed to initialize whisper context') as string,
    });
    const broken = (await engine({ how: 'writes nonsense' })).transcribe(asked(), call());
    await expect(broken).rejects.toMatchObject({ errorClass: 'invalid' });
    const missing = new WhisperCppEngine(join(folder, 'nowhere'), 'm.bin').transcribe(asked(), call());
    await expect(missing).rejects.toMatchObject({
      errorClass: 'unavailable',
      message: expect.stringContaining('is not installed') as string,
    });
  });
});
