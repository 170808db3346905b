import { CacheModule } from '@polyreel/cache';
import { Translator } from '@polyreel/language';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { LanguagesController } from './languages.controller.js';
import { TranslateText } from './translate-text.handler.js';

@Service({
  name: 'translation-service',
  imports: [MessagingModule, CacheModule],
  controllers: [LanguagesController],
  providers: [TranslateText, { provide: Translator, useFactory: () => new Translator() }],
})
export class TranslationServiceModule {}
