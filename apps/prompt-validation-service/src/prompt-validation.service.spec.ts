import { PromptStructured, PromptValidated } from '@polyreel/contracts';
import { lakeShot, promptsOf, testService, type TestedService } from '@polyreel/testing';
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
    const shot = lakeShot('A lake at night.', { setting: { scenery: 'lake', stated: true, timeOfDay: 'night' } });
    const words = 'A wide shot at a lake at night. A lake at night under the noon sun.';
    await service.send(
      PromptStructured({
        promptId,
        generationId: randomUUID(),
        structuredPrompt: promptsOf(shot, words),
        templateUsed: { name: 'cinematic', version: 1 },
      }),
    );
    const [validated] = await service.emitted(PromptValidated);
    expect(validated).toMatchObject({ promptId, validationResult: { valid: true } });
    expect(validated!.structuredPrompt.shots[0]!.videoPrompt).not.toContain('noon sun');
  });
});
