import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { EraseVoiceJobs, JobModule, JOB_TABLES } from '@polyreel/workflow';
import { PrepareRecording } from './prepare-recording.job.js';

@Service({
  name: 'audio-preprocessing-service',
  imports: [
    MessagingModule,
    JobModule,
    ObjectStoreModule,
    DatabaseModule.forSchema({ schema: 'audio_preprocessing', migrations: JOB_TABLES }),
  ],
  providers: [EraseVoiceJobs, PrepareRecording],
})
export class AudioPreprocessingModule {}
