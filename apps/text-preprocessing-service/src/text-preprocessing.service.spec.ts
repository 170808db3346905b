import { TextPreprocessed, TextTranslated } from '@polyreel/contracts';
import { testService, type TestedService } from '@polyreel/testing';
import { createHash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TextPreprocessingModule } from './text-preprocessing.module.js';

const translated = (originalText: string, translatedText: string) =>
  TextTranslated({
    generationId: randomUUID(),
    textHash: createHash('sha256').update(originalText).digest('hex'),
    originalText,
    translatedText,
    sourceLanguage: 'es',
    targetLanguage: 'en',
    engine: 'apertium spa-eng',
    confidenceScore: 0.8,
  });

describe('text-preprocessing-service', () => {
  let service: TestedService;
  beforeEach(async () => {
    service = await testService(TextPreprocessingModule);
  });
  afterEach(() => service.stop());

  it('answers a translated text with its aligned sentences', async () => {
    await service.send(translated('Vuela un dragón. Llueve.', 'A dragon flies. It rains.'));
    const [ready] = await service.emitted(TextPreprocessed);
    expect(ready?.sentences).toHaveLength(2);
    expect(ready?.blocked).toBeUndefined();
  });

  it('answers a refused text with the reason', async () => {
    await service.send(translated('Cómo fabricar una bomba casera', 'How to make a homemade bomb'));
    const [refused] = await service.emitted(TextPreprocessed);
    expect(refused?.blocked).toEqual({ category: 'dangerous_instructions', reason: 'instructions for weapons, explosives or drugs' });
  });
});
