import { runService } from '@polyreel/service-kit';
import { PromptEnhancementModule } from './prompt-enhancement.module.js';

runService(PromptEnhancementModule);
