import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { AnalyticsConfig } from './analytics.config.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { HistoryController } from './history/history.controller.js';
import { ForgetGeneration, ForgetPerson, ForgetVoice, HistoryErasure } from './history/history.erasure.js';
import { KeepHistory } from './history/history.keeper.js';
import { History1764130000000 } from './history/history.migration.js';
import { History } from './history/history.repository.js';
import { HistorySweeper } from './history/history.sweeper.js';
import { KeptLetter } from './letter.entity.js';
import { FileLetter } from './letter.filing.js';
import { LetterSweeper } from './letter.sweeper.js';
import { Letters1763650500000 } from './letters.migration.js';
import { Letters } from './letters.repository.js';
import { ReplaySender } from './replay.sender.js';
import { Replays } from './replays.repository.js';
import { SearchController } from './search/search.controller.js';
import { SearchEntries } from './search/search.entries.js';
import { SearchFeeder } from './search/search.feeder.js';
import { searchProvider } from './search/search.provider.js';

const history = [KeepHistory, History, HistoryErasure, ForgetGeneration, ForgetVoice, ForgetPerson, HistorySweeper];
const search = [searchProvider, SearchEntries, SearchFeeder];

@Service({
  name: 'analytics-service',
  imports: [
    MessagingModule,
    DatabaseModule.forSchema({ schema: 'analytics', entities: [KeptLetter], migrations: [Letters1763650500000, History1764130000000] }),
  ],
  controllers: [DeadLettersController, HistoryController, SearchController],
  providers: [AnalyticsConfig, FileLetter, Letters, Replays, ReplaySender, LetterSweeper, ...history, ...search],
})
export class AnalyticsModule {}
