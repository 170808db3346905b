import { PromptEnhanced, PromptValidated, Shot } from '@polyreel/contracts';
import { testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PromptEnhancementModule } from './prompt-enhancement.module.js';

describe('prompt-enhancement-service', () => {
  let service: TestedService;
  beforeEach(async () => {
    service = await testService(PromptEnhancementModule);
  });
  afterEach(() => service.stop());

  it('answers validated prompts with enhanced ones', async () => {
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
    const words = 'A wide shot at a lake at night. A lake at night.';
    await service.send(
      PromptValidated({
        promptId,
        generationId: randomUUID(),
        structuredPrompt: {
          shots: [{ shotIndex: 0, imagePrompt: words, videoPrompt: words, negativePrompt: '', shot }],
          sourceLanguage: 'en',
        },
        validationResult: { valid: true, problems: [] },
        qualityScore: 0.9,
      }),
    );
    const [enhanced] = await service.emitted(PromptEnhanced);
    expect(enhanced).toMatchObject({ promptId, qualityScore: 0.9 });
    expect(enhanced!.enhancedPrompt.shots[0]!.wordings).toHaveProperty('veo');
  });
});
