import { PromptEnhanced, PromptValidated } from '@polyreel/contracts';
import { lakeShot, promptsOf, testService, type TestedService } from '@polyreel/testing';
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
    const shot = lakeShot('A lake at night.', { setting: { scenery: 'lake', stated: true, timeOfDay: 'night' } });
    const words = 'A wide shot at a lake at night. A lake at night.';
    await service.send(
      PromptValidated({
        promptId,
        generationId: randomUUID(),
        structuredPrompt: promptsOf(shot, words),
        validationResult: { valid: true, problems: [] },
        qualityScore: 0.9,
      }),
    );
    const [enhanced] = await service.emitted(PromptEnhanced);
    expect(enhanced).toMatchObject({ promptId, qualityScore: 0.9 });
    expect(enhanced!.enhancedPrompt.shots[0]!.wordings).toHaveProperty('veo');
  });
});
