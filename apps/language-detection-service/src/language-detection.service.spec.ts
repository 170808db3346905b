import { GenerationOptions, GenerationRequested, LanguageDetected } from '@polyreel/contracts';
import { testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LanguageDetectionModule } from './language-detection.module.js';

describe('language-detection-service', () => {
  let service: TestedService;
  beforeEach(async () => {
    service = await testService(LanguageDetectionModule);
  });
  afterEach(() => service.stop());

  it('answers a requested generation with the language of its prompt', async () => {
    const generationId = randomUUID();
    await service.send(
      GenerationRequested({
        generationId,
        userId: randomUUID(),
        tier: 'pro',
        inputText: 'Un dragón rojo vuela sobre un castillo al atardecer.',
        options: GenerationOptions.parse({}),
      }),
    );
    const [detected] = await service.emitted(LanguageDetected);
    expect(detected).toMatchObject({ generationId, detectedLanguage: 'es', reliable: true, engine: 'cld3+profiles' });
  });
});
