import { CacheModule } from '@polyreel/cache';
import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { ProviderLedgerModule, ProviderOperations1764070300000 } from '@polyreel/provider-ledger';
import { PAID_LISTENERS, SpeechModule } from '@polyreel/providers';
import { Service } from '@polyreel/service-kit';
import { EraseVoiceJobs, JOB_TABLES, JobModule } from '@polyreel/workflow';
import { Listeners } from './listeners.chain.js';
import { RecognizeSpeech } from './recognize-speech.job.js';

@Service({
  name: 'speech-recognition-service',
  imports: [
    MessagingModule,
    JobModule,
    ObjectStoreModule,
    CacheModule,
    SpeechModule,
    ProviderLedgerModule.payingOutright(PAID_LISTENERS),
    DatabaseModule.forSchema({ schema: 'speech_recognition', migrations: [...JOB_TABLES, ProviderOperations1764070300000] }),
  ],
  providers: [RecognizeSpeech, Listeners, EraseVoiceJobs],
})
export class SpeechRecognitionModule {}
