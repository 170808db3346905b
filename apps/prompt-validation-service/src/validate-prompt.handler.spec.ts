import { Shot } from '@polyreel/contracts';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PromptScorer } from './prompt.scorer.js';
import { PromptValidator } from './prompt.validator.js';
import { ValidatePrompt } from './validate-prompt.handler.js';

describe('ValidatePrompt', () => {
  it('returns the repaired prompts with their score, and keeps the reasons of a degraded analysis', () => {
    const shot = Shot.parse({
      index: 3,
      text: 'A lake.',
      originalText: 'A lake.',
      sentences: [0],
      startSeconds: 0,
      durationSeconds: 5,
      setting: { scenery: 'lake', stated: true },
      mood: { label: 'serene', valence: 0.5, energy: 0.1 },
      camera: { size: 'wide', angle: 'eye_level', movement: 'static', stated: false },
      transition: 'cut',
      entities: [],
    });
    const { data } = new ValidatePrompt(new PromptValidator(new PromptScorer())).handle({
      promptId: randomUUID(),
      generationId: randomUUID(),
      structuredPrompt: {
        shots: [{ shotIndex: 3, imagePrompt: 'A wide shot of of a lake.', videoPrompt: 'A lake.', negativePrompt: '', shot }],
        sourceLanguage: 'en',
      },
      templateUsed: { name: 'cinematic', version: 1 },
      degradedReasons: ['late'],
    });
    expect(data.structuredPrompt.shots[0]!.imagePrompt).toContain('A wide shot of a lake.');
    expect(data.validationResult.problems[0]).toMatchObject({ shotIndex: 3, code: 'duplicate_words', repaired: true });
    expect(data.degradedReasons).toEqual(['late']);
  });
});
