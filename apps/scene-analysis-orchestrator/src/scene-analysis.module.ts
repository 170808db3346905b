import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { ProcessModule, ProcessTables1763650100000 } from '@polyreel/workflow';
import { SceneAnalysis } from './analysis.process.js';

@Service({
  name: 'scene-analysis-orchestrator',
  imports: [
    MessagingModule,
    ProcessModule,
    DatabaseModule.forSchema({ schema: 'scene_analysis', migrations: [ProcessTables1763650100000] }),
  ],
  providers: [SceneAnalysis],
})
export class SceneAnalysisModule {}
