/** What becomes of a prompt's words before a film is thought of. */
import { z } from 'zod';
import { defineEvent } from './define-event.js';

const confidence = z.number().min(0).max(1);
/** SHA-256 of the text, hexadecimal. */
const textHash = z.string().regex(/^[0-9a-f]{64}$/);
/** BCP 47; `und` where nobody could tell. */
export const LanguageTag = z.string().regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/);

/** Emitted by language-detection-service once it knows, or cannot know, what language a prompt is in. */
export const LanguageDetected = defineEvent({
  type: 'content.language_detected.v1',
  summary: 'The language of a prompt is known, or known to be unknown.',
  owner: 'language-detection-service',
  subject: 'generationId',
  data: z.object({
    generationId: z.uuid(),
    textHash,
    text: z.string(),
    detectedLanguage: LanguageTag,
    confidenceScore: confidence,
    /** False: act on it with care, it may well be another language. */
    reliable: z.boolean(),
    /** Who told: `caller`, or the engine's name. */
    engine: z.string(),
    alternatives: z.array(z.object({ language: LanguageTag, confidenceScore: confidence })).max(3),
  }),
});

/** Emitted by translation-service when a prompt stands in the language that the generators understand best. */
export const TextTranslated = defineEvent({
  type: 'content.text_translated.v1',
  summary: 'A prompt stands in English, or as near to it as the engine got.',
  owner: 'translation-service',
  subject: 'generationId',
  data: z.object({
    generationId: z.uuid(),
    textHash,
    originalText: z.string(),
    translatedText: z.string(),
    sourceLanguage: LanguageTag,
    targetLanguage: LanguageTag,
    /** `none` for text already in the target language; else e.g. `apertium spa-eng`, `freedict`, `concepts`. */
    engine: z.string(),
    confidenceScore: confidence,
    /** Engines that were tried first and why each stepped aside. */
    fallbacks: z.array(z.object({ engine: z.string(), reason: z.string() })).default([]),
  }),
});

/** One sentence, in the writer's language and in English. The two lists of a text are aligned by index. */
export const Sentence = z.object({ index: z.number().int().min(0), original: z.string(), translated: z.string() });
export type Sentence = z.infer<typeof Sentence>;

/** Emitted by text-preprocessing-service when a prompt is clean, cut into sentences and allowed. */
export const TextPreprocessed = defineEvent({
  type: 'content.text_preprocessed.v1',
  summary: 'A prompt is clean, in sentences, and has passed moderation.',
  owner: 'text-preprocessing-service',
  subject: 'generationId',
  data: z.object({
    generationId: z.uuid(),
    textHash,
    originalText: z.string(),
    processedText: z.string(),
    sourceLanguage: LanguageTag,
    sentences: z.array(Sentence).min(1),
    preprocessingSteps: z.array(z.object({ step: z.string(), changed: z.boolean(), detail: z.string().optional() })),
    /** Set when moderation refused the text: nothing further is made of it. */
    blocked: z.object({ category: z.string(), reason: z.string() }).optional(),
  }),
});
