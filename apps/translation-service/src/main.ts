import { runService } from '@polyreel/service-kit';
import { TranslationServiceModule } from './translation.module.js';

runService(TranslationServiceModule);
