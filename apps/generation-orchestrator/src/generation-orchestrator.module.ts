import { DatabaseModule } from '@polyreel/database';
import { LanguageDetector } from '@polyreel/language';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { ProcessModule, ProcessTables1763650100000 } from '@polyreel/workflow';
import { Estimator } from './film.estimator.js';
import { GenerationRuns1764070100000 } from './generation-runs.migration.js';
import { GenerationCommands } from './generation.commands.js';
import { Generation, GenerationReading } from './generation.entity.js';
import { GenerationRun } from './generation.process.js';
import { Generations } from './generations.repository.js';
import { GenerationsController } from './generations.controller.js';
import { Generations1763650300000 } from './generations.migration.js';

@Service({
  name: 'generation-orchestrator',
  imports: [
    MessagingModule,
    ProcessModule,
    DatabaseModule.forSchema({
      schema: 'generation',
      entities: [Generation, GenerationReading],
      migrations: [ProcessTables1763650100000, Generations1763650300000, GenerationRuns1764070100000],
    }),
  ],
  controllers: [GenerationsController],
  providers: [
    GenerationRun,
    GenerationCommands,
    Generations,
    Estimator,
    { provide: LanguageDetector, useFactory: () => LanguageDetector.load() },
  ],
})
export class GenerationOrchestratorModule {}
