import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { ObjectStoreModule } from '@polyreel/object-store';
import { Service } from '@polyreel/service-kit';
import { JOB_TABLES, JobModule, PROCESS_TABLES, ProcessModule } from '@polyreel/workflow';
import { Acceptance } from './acceptance.commands.js';
import { Claims } from './claims.repository.js';
import { EraseVoices } from './erase-voices.job.js';
import { KeptVoicesController } from './kept-voices.controller.js';
import { RecordingInspector } from './recording.inspector.js';
import { RecordingIntake } from './recording.intake.js';
import { UnkeptRecordings } from './unkept.recordings.js';
import { Uploads } from './uploads.commands.js';
import { VoiceCommands } from './voice.commands.js';
import { VoiceConfig } from './voice.config.js';
import { VoiceController } from './voice.controller.js';
import { VoiceReading } from './voice.entity.js';
import { VoiceRun } from './voice.process.js';
import { Voices1764150000000 } from './voices.migration.js';
import { Voices } from './voices.repository.js';

@Service({
  name: 'voice-processing-orchestrator',
  imports: [
    MessagingModule,
    ProcessModule,
    JobModule,
    ObjectStoreModule,
    DatabaseModule.forSchema({
      schema: 'voice',
      entities: [VoiceReading],
      migrations: [...PROCESS_TABLES, Voices1764150000000, ...JOB_TABLES],
    }),
  ],
  controllers: [VoiceController, KeptVoicesController],
  providers: [
    VoiceRun,
    VoiceConfig,
    VoiceCommands,
    Acceptance,
    Uploads,
    RecordingIntake,
    RecordingInspector,
    UnkeptRecordings,
    Claims,
    Voices,
    EraseVoices,
  ],
})
export class VoiceProcessingModule {}
