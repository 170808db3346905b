import { runService } from '@polyreel/service-kit';
import { PromptStructuringModule } from './prompt-structuring.module.js';

runService(PromptStructuringModule);
