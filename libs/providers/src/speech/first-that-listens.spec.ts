import { describe, expect, it } from 'vitest';
import { ChainExhausted } from '../provider-chain.js';
import { type ErrorClass, ProviderError } from '../provider.error.js';
import { AnotherLanguage, firstThatListens, LanguageUnsupported } from './first-that-listens.js';
import type { SpeechCard, SpeechEngine } from './speech.port.js';

const engine = (provider: string, card: Partial<SpeechCard> = {}): SpeechEngine => ({
  card: {
    id: `${provider}/m`,
    provider,
    model: 'm',
    languages: 'any',
    hearsLanguage: true,
    wordTimes: true,
    pricePerMinuteUsd: 0,
    embedded: false,
    ...card,
  },
  transcribe: () => Promise.reject(new Error('not asked in these tests')),
});

const openai = engine('openai', { pricePerMinuteUsd: 0.006 });
const groq = engine('groq', { pricePerMinuteUsd: 0.002 });
const whisper = engine('whisper.cpp');
const sphinx = engine('pocketsphinx', { languages: ['en'], embedded: true });
const { signal } = new AbortController();
const failing = (errorClass: ErrorClass, which: readonly SpeechEngine[]) => (asked: SpeechEngine) =>
  which.includes(asked) ? Promise.reject(new ProviderError(errorClass, errorClass)) : Promise.resolve(asked.card.provider);

describe('the engines that listen', () => {
  it('are asked in their order, and who stepped aside is told with the reason', async () => {
    const { result, tried } = await firstThatListens([groq, openai, sphinx], 'en-GB', signal, failing('quota', [groq]));
    expect(result).toBe('openai');
    expect(tried).toEqual([{ provider: 'groq/m', errorClass: 'quota', message: 'quota' }]);
  });

  it('are not asked for a language that they do not know', async () => {
    const { result, tried } = await firstThatListens([sphinx, whisper], 'es', signal, failing('quota', []));
    expect({ result, tried }).toEqual({ result: 'whisper.cpp', tried: [] });
  });

  it('may all try where nobody says what is spoken', async () => {
    const { result } = await firstThatListens([sphinx, whisper], undefined, signal, failing('quota', []));
    expect(result).toBe('pocketsphinx');
  });

  it('that cost are passed over once somebody may be paid already', async () => {
    const { result, tried } = await firstThatListens([openai, groq, whisper], 'fr', signal, failing('ambiguous_submit', [openai]));
    expect(result).toBe('whisper.cpp');
    expect(tried).toHaveLength(1);
  });

  it('go on where a recording was not to the taste of one of them', async () => {
    expect((await firstThatListens([openai, groq], 'fr', signal, failing('invalid_input', [openai]))).result).toBe('groq');
  });

  it('say what to configure where none of them knows the language', async () => {
    const asked = firstThatListens([sphinx], 'es', signal, failing('quota', []));
    await expect(asked).rejects.toThrow(LanguageUnsupported);
    await expect(asked).rejects.toThrow(/language es; those that listen know: en\. .*WHISPER_CPP_MODEL.*OPENAI_API_KEY/);
    await expect(firstThatListens([], undefined, signal, failing('quota', []))).rejects.toThrow(/PocketSphinx is not installed/);
  });

  it('say what to configure where the only one that was asked heard another language', async () => {
    const foreign = () => Promise.reject(new AnotherLanguage('this is no English'));
    await expect(firstThatListens([sphinx], undefined, signal, foreign)).rejects.toThrow(LanguageUnsupported);
    await expect(firstThatListens([sphinx], undefined, signal, foreign)).rejects.toThrow(/no English.*WHISPER_CPP_MODEL/);
  });

  it('give every reason where none of them could', async () => {
    const all = firstThatListens([groq, openai], 'en', signal, failing('auth', [groq, openai]));
    await expect(all).rejects.toThrow(ChainExhausted);
    await expect(all).rejects.toThrow('groq/m: auth; openai/m: auth');
  });

  it('stop with the reason of the signal', async () => {
    const stop = new AbortController();
    const asked = firstThatListens([groq, openai], 'en', stop.signal, () => {
      stop.abort(new Error('cancelled'));
      return Promise.reject(new ProviderError('transient', 'torn away'));
    });
    await expect(asked).rejects.toThrow('cancelled');
  });
});
