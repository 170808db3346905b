import { runService } from '@polyreel/service-kit';
import { VoiceLanguageDetectionModule } from './voice-language-detection.module.js';

runService(VoiceLanguageDetectionModule);
