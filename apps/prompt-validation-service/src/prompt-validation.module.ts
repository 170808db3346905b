import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { PromptScorer } from './prompt.scorer.js';
import { PromptValidator } from './prompt.validator.js';
import { ValidatePrompt } from './validate-prompt.handler.js';

@Service({
  name: 'prompt-validation-service',
  imports: [MessagingModule],
  providers: [ValidatePrompt, PromptValidator, PromptScorer],
})
export class PromptValidationModule {}
