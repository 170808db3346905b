import { ChainExhausted, type TriedProvider } from '../provider-chain.js';
import { AFTER, classOf, ProviderError } from '../provider.error.js';
import { knows, type SpeechEngine } from './speech.port.js';

/** Nobody of those who listen here knows the language. The message says what to do about it. */
export class LanguageUnsupported extends Error {
  override name = 'LanguageUnsupported';
}

/** What an engine throws that knows one language only, and by its scores did not hear it. */
export class AnotherLanguage extends ProviderError {
  override name = 'AnotherLanguage';

  constructor(message: string) {
    super('unavailable', message);
  }
}

const WHAT_TO_CONFIGURE =
  'Engines that know nearly all languages: a model file for whisper.cpp (WHISPER_CPP_MODEL), a server of one’s own (SPEECH_SERVER_URL), OPENAI_API_KEY or GROQ_API_KEY; see docs/voice.md.';

/**
 * Asks the engines in their order until one has written down what was said. Who does not know the language is not asked. Who was asked and
 * why each stepped aside is part of the answer. Where one may already be paid for this, only those that cost nothing follow.
 * Rejects with LanguageUnsupported where there is no engine for the language, with ChainExhausted where none of them could, or with the
 * signal's reason.
 */
export async function firstThatListens<Result>(
  engines: readonly SpeechEngine[],
  language: string | undefined,
  signal: AbortSignal,
  attempt: (engine: SpeechEngine) => Promise<Result>,
): Promise<{ result: Result; engine: SpeechEngine; tried: TriedProvider[] }> {
  const able = engines.filter(({ card }) => knows(card, language));
  if (able.length === 0) throw new LanguageUnsupported(`${nobodyKnows(engines, language)} ${WHAT_TO_CONFIGURE}`);
  const tried: TriedProvider[] = [];
  let onlyFree = false;
  let foreign = 0;
  for (const engine of able) {
    if (onlyFree && engine.card.pricePerMinuteUsd > 0) continue;
    signal.throwIfAborted();
    try {
      return { result: await attempt(engine), engine, tried };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof AnotherLanguage) foreign += 1;
      const errorClass = classOf(error);
      onlyFree ||= AFTER[errorClass] === 'reconcile';
      tried.push({ provider: engine.card.id, errorClass, message: error instanceof Error ? error.message : String(error) });
    }
  }
  const exhausted = new ChainExhausted(tried);
  if (foreign === tried.length) throw new LanguageUnsupported(`${exhausted.message}. ${WHAT_TO_CONFIGURE}`);
  throw exhausted;
}

function nobodyKnows(engines: readonly SpeechEngine[], language: string | undefined): string {
  if (engines.length === 0) return 'Nobody listens here: no speech engine is configured, and PocketSphinx is not installed.';
  const known = engines.flatMap(({ card }) => (card.languages === 'any' ? [] : card.languages));
  return `No engine here knows the language ${language}; those that listen know: ${[...new Set(known)].join(', ')}.`;
}
