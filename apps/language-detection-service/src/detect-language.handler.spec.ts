import { GenerationOptions } from '@polyreel/contracts';
import { LanguageDetector } from '@polyreel/language';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DetectLanguage } from './detect-language.handler.js';

const handler = new DetectLanguage(await LanguageDetector.load());
const asked = (inputText: string, language?: string) => ({
  generationId: randomUUID(),
  userId: randomUUID(),
  tier: 'free' as const,
  inputText,
  language,
  options: GenerationOptions.parse({}),
});

describe('DetectLanguage', () => {
  it('tells the language of a prompt and hands its text on', () => {
    const request = asked('มังกรแดงบินเหนือปราสาท');
    const { data } = handler.handle(request);
    expect(data).toMatchObject({
      generationId: request.generationId,
      text: request.inputText,
      detectedLanguage: 'th',
      reliable: true,
      engine: 'script',
    });
    expect(data.textHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('believes the caller', () => {
    expect(handler.handle(asked('dragon', 'no')).data).toMatchObject({
      detectedLanguage: 'nb',
      confidenceScore: 1,
      reliable: true,
      engine: 'caller',
      alternatives: [],
    });
  });

  it('calls emoji undetermined', () => {
    expect(handler.handle(asked('🐉🏰')).data).toMatchObject({
      detectedLanguage: 'und',
      confidenceScore: 0,
      reliable: false,
      engine: 'none',
    });
  });
});
