import { type DataOf, PromptEnhanced, PromptValidated } from '@polyreel/contracts';
import { Handles, Permanent } from '@polyreel/messaging';
import { PromptEnhancer } from './prompt.enhancer.js';

/** Gives valid prompts technique, continuity and each provider's wording. An invalid film is not made: its fault says why. */
@Handles(PromptValidated, { emits: [PromptEnhanced] })
export class EnhancePrompt {
  constructor(private readonly enhancer: PromptEnhancer) {}

  handle({ promptId, generationId, structuredPrompt, validationResult, qualityScore, degradedReasons }: DataOf<typeof PromptValidated>) {
    const wrong = validationResult.problems.find(({ severity, repaired }) => severity === 'error' && !repaired);
    if (wrong)
      throw new Permanent(
        `shot ${wrong.shotIndex}: ${wrong.message}`,
        wrong.code === 'banned_content' ? 'content_blocked' : 'prompt_invalid',
      );
    // A low score alone is told, not refused: a weak prompt still makes a film.
    const weak = validationResult.valid ? [] : [`the prompts score ${qualityScore} of 1 by the rubric`];
    return PromptEnhanced({
      promptId,
      generationId,
      ...this.enhancer.enhance(structuredPrompt),
      qualityScore,
      degradedReasons: [...degradedReasons, ...weak],
    });
  }
}
