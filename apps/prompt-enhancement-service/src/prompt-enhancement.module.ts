import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { EnhancePrompt } from './enhance-prompt.handler.js';
import { PromptEnhancer } from './prompt.enhancer.js';
import { ProviderWording } from './provider.wording.js';

@Service({
  name: 'prompt-enhancement-service',
  imports: [MessagingModule],
  providers: [EnhancePrompt, PromptEnhancer, ProviderWording],
})
export class PromptEnhancementModule {}
