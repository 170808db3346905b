import { CacheModule } from '@polyreel/cache';
import { Translator } from '@polyreel/language';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { TranslateText } from './translate-text.handler.js';

@Service({
  name: 'translation-service',
  imports: [MessagingModule, CacheModule],
  providers: [TranslateText, { provide: Translator, useFactory: () => new Translator() }],
})
export class TranslationServiceModule {}
