import { runService } from '@polyreel/service-kit';
import { LanguageDetectionModule } from './language-detection.module.js';

runService(LanguageDetectionModule);
