import { CacheModule } from '@polyreel/cache';
import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { ProviderLedgerModule, ProviderOperations1764070300000 } from '@polyreel/provider-ledger';
import { PAID_LISTENERS, SpeechModule } from '@polyreel/providers';
import { Service } from '@polyreel/service-kit';
import { EraseVoiceJobs, JOB_TABLES, JobModule } from '@polyreel/workflow';
import { DetectVoiceLanguage } from './detect-voice-language.job.js';
import { LanguageListeners } from './language-listeners.chain.js';
import { VoiceLanguageConfig } from './voice-language.config.js';

@Service({
  name: 'voice-language-detection-service',
  imports: [
    MessagingModule,
    JobModule,
    ObjectStoreModule,
    CacheModule,
    SpeechModule,
    ProviderLedgerModule.payingOutright(PAID_LISTENERS),
    DatabaseModule.forSchema({ schema: 'voice_language_detection', migrations: [...JOB_TABLES, ProviderOperations1764070300000] }),
  ],
  providers: [DetectVoiceLanguage, LanguageListeners, VoiceLanguageConfig, EraseVoiceJobs],
})
export class VoiceLanguageDetectionModule {}
