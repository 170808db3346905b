import { LanguageDetector } from '@polyreel/language';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { DetectLanguage } from './detect-language.handler.js';

@Service({
  name: 'language-detection-service',
  imports: [MessagingModule],
  providers: [DetectLanguage, { provide: LanguageDetector, useFactory: () => LanguageDetector.load() }],
})
export class LanguageDetectionModule {}
