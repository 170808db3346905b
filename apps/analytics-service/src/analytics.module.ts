import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { AnalyticsConfig } from './analytics.config.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { KeptLetter } from './letter.entity.js';
import { FileLetter } from './letter.filing.js';
import { LetterSweeper } from './letter.sweeper.js';
import { Letters1763650500000 } from './letters.migration.js';
import { Letters } from './letters.repository.js';
import { ReplaySender } from './replay.sender.js';
import { Replays } from './replays.repository.js';

@Service({
  name: 'analytics-service',
  imports: [MessagingModule, DatabaseModule.forSchema({ schema: 'analytics', entities: [KeptLetter], migrations: [Letters1763650500000] })],
  controllers: [DeadLettersController],
  providers: [AnalyticsConfig, FileLetter, Letters, Replays, ReplaySender, LetterSweeper],
})
export class AnalyticsModule {}
