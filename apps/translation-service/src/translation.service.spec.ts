import { LanguageDetected, TextTranslated } from '@polyreel/contracts';
import { testService, type TestedService } from '@polyreel/testing';
import { createHash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TranslationServiceModule } from './translation.module.js';

const detected = (text: string, detectedLanguage: string) =>
  LanguageDetected({
    generationId: randomUUID(),
    textHash: createHash('sha256').update(text).digest('hex'),
    text,
    detectedLanguage,
    confidenceScore: 0.9,
    reliable: true,
    engine: 'test',
    alternatives: [],
  });

describe('translation-service', () => {
  let service: TestedService;
  beforeEach(async () => {
    service = await testService(TranslationServiceModule);
  });
  afterEach(() => service.stop());

  const translated = async (text: string, language: string) => {
    await service.send(detected(text, language));
    return (await service.emitted(TextTranslated))[0]!;
  };

  it('passes English through untouched', async () => {
    const text = '  A {hero} walks… *slowly* ';
    expect(await translated(text, 'en-GB')).toMatchObject({ translatedText: text, originalText: text, engine: 'none', confidenceScore: 1 });
  });

  it('puts Spanish into English and says who did it', async () => {
    const { translatedText, engine, confidenceScore } = await translated('Un dragón rojo vuela sobre un castillo.', 'es');
    expect(translatedText).toMatch(/red dragon/i);
    expect(engine).toBe('apertium spa-eng');
    expect(confidenceScore).toBeGreaterThan(0.5);
  });

  it('keeps what nobody can translate, hardly believes it, and says why', async () => {
    const { translatedText, engine, confidenceScore, fallbacks } = await translated('ᎠᏂᏴᏫᏯ', 'chr');
    expect({ translatedText, engine }).toEqual({ translatedText: 'ᎠᏂᏴᏫᏯ', engine: 'none-available' });
    expect(confidenceScore).toBeLessThanOrEqual(0.05);
    expect(fallbacks.length).toBeGreaterThan(0);
  });
});
