import { type DataOf, PromptStructured, PromptValidated } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { PromptValidator } from './prompt.validator.js';

/** Scores and repairs the prompts of a film. */
@Handles(PromptStructured, { emits: [PromptValidated] })
export class ValidatePrompt {
  constructor(private readonly validator: PromptValidator) {}

  handle({ promptId, generationId, structuredPrompt, degradedReasons }: DataOf<typeof PromptStructured>) {
    return PromptValidated({ promptId, generationId, ...this.validator.validate(structuredPrompt), degradedReasons });
  }
}
