import { type DataOf, type PromptValidated, Shot } from '@polyreel/contracts';
import { Permanent } from '@polyreel/messaging';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EnhancePrompt } from './enhance-prompt.handler.js';
import { PromptEnhancer } from './prompt.enhancer.js';
import { ProviderWording } from './provider.wording.js';

const handler = new EnhancePrompt(new PromptEnhancer(new ProviderWording()));
const shot = Shot.parse({
  index: 0,
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
const validated = (validationResult: DataOf<typeof PromptValidated>['validationResult']): DataOf<typeof PromptValidated> => ({
  promptId: randomUUID(),
  generationId: randomUUID(),
  structuredPrompt: {
    shots: [{ shotIndex: 0, imagePrompt: 'A lake.', videoPrompt: 'A lake.', negativePrompt: '', shot }],
    sourceLanguage: 'en',
  },
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
