import {
  type DataOf,
  LanguageDetected,
  type SceneAnalysisStarted,
  Shot,
  type StructuredPrompt,
  TextPreprocessed,
  TextTranslated,
} from '@polyreel/contracts';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';

/** The text of a run about which nothing matters but whose it is. */
const text = { textHash: 'a'.repeat(64), originalText: 'x', sourceLanguage: 'en' };

export const detected = (generationId: string) =>
  LanguageDetected({
    generationId,
    textHash: text.textHash,
    text: text.originalText,
    detectedLanguage: 'en',
    confidenceScore: 1,
    reliable: true,
    engine: 'spec',
    alternatives: [],
  });

export const translated = (generationId: string) =>
  TextTranslated({ ...text, generationId, translatedText: 'x', targetLanguage: 'en', engine: 'none', confidenceScore: 1 });

export const preprocessed = (generationId: string) =>
  TextPreprocessed({
    ...text,
    generationId,
    processedText: 'x',
    sentences: [{ index: 0, original: 'x', translated: 'x' }],
    preprocessingSteps: [],
  });

/** What the analysers hear of an English text of these sentences. */
export const analysisOf = (...sentences: readonly string[]): DataOf<typeof SceneAnalysisStarted> => ({
  analysisId: randomUUID(),
  generationId: randomUUID(),
  text: sentences.join(' '),
  originalText: sentences.join(' '),
  sourceLanguage: 'en',
  sentences: sentences.map((sentence, index) => ({ index, original: sentence, translated: sentence })),
});

/** Five calm seconds at a lake, of that text. */
export const lakeShot = (words: string, more: Partial<z.input<typeof Shot>> = {}): Shot =>
  Shot.parse({
    index: 0,
    text: words,
    originalText: words,
    sentences: [0],
    startSeconds: 0,
    durationSeconds: 5,
    setting: { scenery: 'lake', stated: true },
    mood: { label: 'serene', valence: 0.5, energy: 0.1 },
    camera: { size: 'wide', angle: 'eye_level', movement: 'static', stated: false },
    transition: 'cut',
    entities: [],
    ...more,
  });

/** The prompts of one shot. */
export const promptsOf = (shot: Shot, imagePrompt: string, videoPrompt = imagePrompt): StructuredPrompt => ({
  shots: [{ shotIndex: shot.index, imagePrompt, videoPrompt, negativePrompt: '', shot }],
  sourceLanguage: 'en',
});
