import { FakeSpeechServer } from '@polyreel/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ProviderHttp } from '../../http/provider-http.js';
import { wav } from '../recording.fixture.js';
import type { SpeechModel } from '../speech-model.js';
import { TranscriptionsEngine } from './transcriptions.engine.js';

let server: FakeSpeechServer;
let http: ProviderHttp;
let directory: string;
beforeEach(async () => {
  server = await FakeSpeechServer.start();
  directory = await mkdtemp(join(tmpdir(), 'polyreel-spec-'));
  await writeFile(join(directory, 'said.wav'), wav(40));
});
afterEach(async () => {
  await Promise.all([http.close(), server.stop(), rm(directory, { recursive: true })]);
});

const PAID = { answer: 'verbose_json', pricePerMinuteUsd: 0.006, leastSeconds: 0 } as const;
const FREE = { ...PAID, pricePerMinuteUsd: 0 };

function engine(terms: Omit<SpeechModel, 'id'> = PAID, model = 'whisper-1', answerTimeoutMs = 5_000) {
  http = new ProviderHttp({
    provider: 'spec',
    baseUrl: server.url,
    headers: { authorization: 'Bearer key' },
    connectTimeoutMs: 1_000,
    answerTimeoutMs,
  });
  return new TranscriptionsEngine({ provider: 'spec', model, terms, http, delaysMs: [1, 1] });
}

const asked = (languageHint?: string) => ({ path: join(directory, 'said.wav'), durationSeconds: 40, languageHint });
const call = (signal = new AbortController().signal) => ({ signal, directory, progress: () => undefined });

describe('an OpenAI-compatible engine', () => {
  it('sends the recording as a form and reads words, scores and the language out of verbose_json', async () => {
    const heard = await engine().transcribe(asked(), call());
    expect(heard).toMatchObject({ text: 'A red dragon flies over a castle.', language: 'en', languageHeard: true });
    expect(heard.words[1]).toEqual({ text: 'red', startSeconds: 0.4, endSeconds: 0.8, confidence: Math.exp(-0.2) });
    expect(heard.confidence).toBeCloseTo(Math.exp(-0.2), 5);
    expect(heard.costUsd).toBeCloseTo(0.004, 6);
    expect(server.asked).toMatchObject([
      {
        authorization: 'Bearer key',
        fields: { model: ['whisper-1'], response_format: ['verbose_json'], 'timestamp_granularities[]': ['word', 'segment'] },
        file: { name: 'recording.wav', type: 'audio/wav' },
      },
    ]);
    expect(server.asked[0]!.file.bytes.equals(wav(40))).toBe(true);
  });

  it('passes the hint on as the whispers call it, and keeps its region', async () => {
    server.said = { ...server.said, language: 'norwegian' };
    expect(await engine().transcribe(asked('nb-NO'), call())).toMatchObject({ language: 'nb-NO' });
    expect(server.asked[0]!.fields).toMatchObject({ language: ['no'] });
  });

  it('does not claim scores or a language where a model gives the text alone', async () => {
    const heard = await engine({ ...PAID, answer: 'json' }, 'gpt-4o-transcribe').transcribe(asked(), call());
    expect(heard).toMatchObject({ words: [], confidence: 0.5, language: 'und', languageHeard: false });
    expect(server.asked[0]!.fields).not.toHaveProperty('timestamp_granularities[]');
  });

  it('hears nobody where the scores say silence, whatever words came', async () => {
    server.said = { text: 'Thank you for watching!', language: 'english', logprob: -1.4, noSpeech: 0.9 };
    expect(await engine().transcribe(asked(), call())).toMatchObject({ text: '', words: [], confidence: 0 });
  });

  it('bills no less than the provider does', async () => {
    const heard = await engine({ ...PAID, leastSeconds: 60 }).transcribe(asked(), call());
    expect(heard.costUsd).toBeCloseTo(0.006, 6);
  });

  it('tells the language by the first half minute', async () => {
    server.said = { text: 'Un dragón rojo.', language: 'spanish', logprob: -0.1, noSpeech: 0 };
    const heard = await engine().hearLanguage!(asked(), call());
    expect(heard).toMatchObject({ language: 'es', alternatives: [] });
    expect(heard.confidence).toBeCloseTo(Math.exp(-0.1), 5);
    expect(heard.costUsd).toBeCloseTo(0.003, 6);
    expect(server.asked[0]!.file.bytes).toHaveLength(44 + 30 * 32_000);
  });

  it('says throttled with the wait that the server asked for', async () => {
    server.behave({ how: 'refuse', status: 429, headers: { 'retry-after': '7' } });
    await expect(engine().transcribe(asked(), call())).rejects.toMatchObject({ errorClass: 'throttled', retryAfterMs: 7_000 });
    server.behave({ how: 'refuse', status: 429, headers: { 'retry-after-ms': '250' } });
    await expect(engine().transcribe(asked(), call())).rejects.toMatchObject({ retryAfterMs: 250 });
  });

  it('says quota where no money is left', async () => {
    server.behave({ how: 'refuse', status: 429, error: { code: 'insufficient_quota' } });
    await expect(engine().transcribe(asked(), call())).rejects.toMatchObject({ errorClass: 'quota' });
  });

  it('asks a free server again after a server error', async () => {
    server.behave({ how: 'refuse', status: 500 }, { how: 'cut' });
    expect(await engine(FREE).transcribe(asked(), call())).toMatchObject({ costUsd: 0 });
    expect(server.asked).toHaveLength(3);
  });

  it.each([
    ['a server error', { how: 'refuse', status: 500 }],
    ['half an answer', { how: 'cut' }],
    ['no answer', { how: 'hang' }],
    ['an answer that is late', { how: 'answer', delayMs: 3_000 }],
  ] as const)('cannot tell whether it is billed after %s, and does not ask again', async (_what, behaviour) => {
    server.behave(behaviour);
    await expect(engine(PAID, 'whisper-1', 300).transcribe(asked(), call())).rejects.toMatchObject({ errorClass: 'ambiguous_submit' });
    expect(server.asked).toHaveLength(1);
  });

  it('refuses an answer that is no transcription', async () => {
    server.said = { ...server.said, text: undefined as never };
    await expect(engine({ ...FREE, answer: 'json' }).transcribe(asked(), call())).rejects.toMatchObject({ errorClass: 'invalid' });
  });
});
