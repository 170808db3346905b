import { runService } from '@polyreel/service-kit';
import { PromptValidationModule } from './prompt-validation.module.js';

runService(PromptValidationModule);
