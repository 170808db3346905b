import { DatabaseModule } from '@polyreel/database';
import { LanguageDetector } from '@polyreel/language';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { JOB_TABLES, JobModule, PROCESS_TABLES, ProcessModule } from '@polyreel/workflow';
import { ProvidersModule } from '@polyreel/providers';
import { Acceptance } from './acceptance.commands.js';
import { Claims1764130200000 } from './claims.migration.js';
import { Claims } from './claims.repository.js';
import { CreditDesk } from './credit.desk.js';
import { Feedback } from './feedback.repository.js';
import { EraseGenerations } from './erase-generations.job.js';
import { KeptGenerationsController } from './kept-generations.controller.js';
import { ReckoningController } from './reckoning.controller.js';
import { FilmVoice } from './film-voice.handler.js';
import { VoiceFilms } from './voice-films.commands.js';
import { NotedEnds1764136200000 } from './noted-ends.migration.js';
import { Estimator } from './film.estimator.js';
import { PromptSearch } from './prompt.search.js';
import { GenerationRuns1764070100000 } from './generation-runs.migration.js';
import { GenerationCommands } from './generation.commands.js';
import { Generation, GenerationReading } from './generation.entity.js';
import { GenerationRun } from './generation.process.js';
import { Generations } from './generations.repository.js';
import { GenerationsController } from './generations.controller.js';
import { UsersGenerationsController } from './users-generations.controller.js';
import { ModelsController } from './models.controller.js';
import { Generations1763650300000 } from './generations.migration.js';

@Service({
  name: 'generation-orchestrator',
  imports: [
    MessagingModule,
    ProcessModule,
    JobModule,
    ProvidersModule,
    DatabaseModule.forSchema({
      schema: 'generation',
      entities: [Generation, GenerationReading],
      migrations: [
        ...PROCESS_TABLES,
        Generations1763650300000,
        GenerationRuns1764070100000,
        Claims1764130200000,
        NotedEnds1764136200000,
        ...JOB_TABLES,
      ],
    }),
  ],
  controllers: [GenerationsController, UsersGenerationsController, ReckoningController, KeptGenerationsController, ModelsController],
  providers: [
    GenerationRun,
    GenerationCommands,
    Acceptance,
    VoiceFilms,
    FilmVoice,
    EraseGenerations,
    Claims,
    CreditDesk,
    Feedback,
    Generations,
    Estimator,
    PromptSearch,
    { provide: LanguageDetector, useFactory: () => LanguageDetector.load() },
  ],
})
export class GenerationOrchestratorModule {}
