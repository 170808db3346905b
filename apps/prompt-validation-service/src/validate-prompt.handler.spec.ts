import { lakeShot, promptsOf } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PromptScorer } from './prompt.scorer.js';
import { PromptValidator } from './prompt.validator.js';
import { ValidatePrompt } from './validate-prompt.handler.js';

describe('ValidatePrompt', () => {
  it('returns the repaired prompts with their score, and keeps the reasons of a degraded analysis', () => {
    const shot = lakeShot('A lake.', { index: 3 });
    const { data } = new ValidatePrompt(new PromptValidator(new PromptScorer())).handle({
      promptId: randomUUID(),
      generationId: randomUUID(),
      structuredPrompt: promptsOf(shot, 'A wide shot of of a lake.', 'A lake.'),
      templateUsed: { name: 'cinematic', version: 1 },
      degradedReasons: ['late'],
    });
    expect(data.structuredPrompt.shots[0]!.imagePrompt).toContain('A wide shot of a lake.');
    expect(data.validationResult.problems[0]).toMatchObject({ shotIndex: 3, code: 'duplicate_words', repaired: true });
    expect(data.degradedReasons).toEqual(['late']);
  });
});
