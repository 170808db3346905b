import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { PromptStructurer } from './prompt.structurer.js';
import { PromptWriter } from './prompt.writer.js';
import { StructurePrompt } from './structure-prompt.handler.js';

@Service({
  name: 'prompt-structuring-service',
  imports: [MessagingModule],
  providers: [StructurePrompt, PromptStructurer, PromptWriter],
})
export class PromptStructuringModule {}
