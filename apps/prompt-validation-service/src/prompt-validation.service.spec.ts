import { PromptStructured, PromptValidated, Shot } from '@polyreel/contracts';
import { testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PromptValidationModule } from './prompt-validation.module.js';

describe('prompt-validation-service', () => {
  let service: TestedService;
  beforeEach(async () => {
    service = await testService(PromptValidationModule);
  });
  afterEach(() => service.stop());

  it('answers structured prompts with their score', async () => {
    const promptId = randomUUID();
    const shot = Shot.parse({
      index: 0,
      text: 'A lake at night.',
      originalText: 'A lake at night.',
      sentences: [0],
      startSeconds: 0,
      durationSeconds: 5,
      setting: { scenery: 'lake', stated: true, timeOfDay: 'night' },
      mood: { label: 'serene', valence: 0.5, energy: 0.1 },
      camera: { size: 'wide', angle: 'eye_level', movement: 'static', stated: false },
      transition: 'cut',
      entities: [],
    });
    const words = 'A wide shot at a lake at night. A lake at night under the noon sun.';
    await service.send(
      PromptStructured({
        promptId,
        generationId: randomUUID(),
        structuredPrompt: {
          shots: [{ shotIndex: 0, imagePrompt: words, videoPrompt: words, negativePrompt: '', shot }],
          sourceLanguage: 'en',
        },
        templateUsed: { name: 'cinematic', version: 1 },
      }),
    );
    const [validated] = await service.emitted(PromptValidated);
    expect(validated).toMatchObject({ promptId, validationResult: { valid: true } });
    expect(validated!.structuredPrompt.shots[0]!.videoPrompt).not.toContain('noon sun');
  });
});
