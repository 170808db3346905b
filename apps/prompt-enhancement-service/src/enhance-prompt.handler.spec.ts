import type { DataOf, PromptValidated } from '@polyreel/contracts';
import { Permanent } from '@polyreel/messaging';
import { lakeShot, promptsOf } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EnhancePrompt } from './enhance-prompt.handler.js';
import { PromptEnhancer } from './prompt.enhancer.js';
import { ProviderWording } from './provider.wording.js';

const handler = new EnhancePrompt(new PromptEnhancer(new ProviderWording()));
const validated = (validationResult: DataOf<typeof PromptValidated>['validationResult']): DataOf<typeof PromptValidated> => ({
  promptId: randomUUID(),
  generationId: randomUUID(),
  structuredPrompt: promptsOf(lakeShot('A lake.'), 'A lake.'),
  validationResult,
  qualityScore: 0.5,
  degradedReasons: ['late'],
});
const problem = (code: string) => ({ shotIndex: 0, code, message: 'no', severity: 'error' as const, repaired: false });

describe('EnhancePrompt', () => {
  it('returns the enhanced prompts and keeps the reasons of a degraded analysis', () => {
    const { data } = handler.handle(validated({ valid: true, problems: [] }));
    expect(data.enhancedPrompt.shots[0]!.imagePrompt).toContain('24mm lens');
    expect(data.degradedReasons).toEqual(['late']);
  });
  it('makes a film of weak prompts and says that they are weak', () =>
    expect(handler.handle(validated({ valid: false, problems: [] })).data.degradedReasons).toHaveLength(2));
  it.each([
    ['banned_content', 'content_blocked'],
    ['missing_subject', 'prompt_invalid'],
  ])('refuses prompts with %s for good', (code, failure) => {
    const refuse = () => handler.handle(validated({ valid: false, problems: [problem(code)] }));
    expect(refuse).toThrow(Permanent);
    expect(refuse).toThrow(expect.objectContaining({ code: failure }));
  });
});
