import { Cache } from '@polyreel/cache';
import { type DataOf, LanguageDetected, TextTranslated } from '@polyreel/contracts';
import { Translator } from '@polyreel/language';
import { Handles } from '@polyreel/messaging';
import { z } from 'zod';

/** What the generators understand best. */
const TARGET = 'en';
/** A handler may hold a message for 60 s; translating 5,000 characters takes about three. */
const DEADLINE_MS = 45_000;

const Kept = z.object({
  text: z.string(),
  engine: z.string(),
  confidence: z.number(),
  fallbacks: z.array(z.object({ engine: z.string(), reason: z.string() })),
});

/** Puts a prompt into English. */
@Handles(LanguageDetected, { emits: [TextTranslated] })
export class TranslateText {
  constructor(
    private readonly translator: Translator,
    private readonly cache: Cache,
  ) {}

  async handle({ generationId, textHash, text, detectedLanguage }: DataOf<typeof LanguageDetected>) {
    const question = [...this.translator.engineNames, detectedLanguage, TARGET, text];
    const translation = await this.cache.remember('translation', question, Kept, () =>
      this.translator.translate(text, detectedLanguage, TARGET, AbortSignal.timeout(DEADLINE_MS)),
    );
    return TextTranslated({
      generationId,
      textHash,
      originalText: text,
      translatedText: translation.text,
      sourceLanguage: detectedLanguage,
      targetLanguage: TARGET,
      engine: translation.engine,
      confidenceScore: translation.confidence,
      fallbacks: translation.fallbacks,
    });
  }
}
