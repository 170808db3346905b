import { type DataOf, GenerationRequested, LanguageDetected } from '@polyreel/contracts';
import { LanguageDetector, normalizeLanguage } from '@polyreel/language';
import { Handles } from '@polyreel/messaging';
import { createHash } from 'node:crypto';

/** Tells the language of a prompt; a language that its writer named is believed. */
@Handles(GenerationRequested, { emits: [LanguageDetected] })
export class DetectLanguage {
  constructor(private readonly detector: LanguageDetector) {}

  handle({ generationId, inputText, language }: DataOf<typeof GenerationRequested>) {
    const told = language ? named(language) : this.detector.detect(inputText);
    return LanguageDetected({
      generationId,
      textHash: createHash('sha256').update(inputText).digest('hex'),
      text: inputText,
      detectedLanguage: told.language,
      confidenceScore: told.confidence,
      reliable: told.reliable,
      engine: told.engine,
      alternatives: told.alternatives.map(({ language, confidence }) => ({ language, confidenceScore: confidence })),
    });
  }
}

function named(language: string) {
  return { language: normalizeLanguage(language), confidence: 1, reliable: true, engine: 'caller', alternatives: [] };
}
