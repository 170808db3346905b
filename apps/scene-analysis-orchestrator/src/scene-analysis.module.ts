import { DatabaseModule } from '@polyreel/database';
import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { EraseRuns, PROCESS_TABLES, ProcessModule } from '@polyreel/workflow';
import { SceneAnalysis } from './analysis.process.js';

@Service({
  name: 'scene-analysis-orchestrator',
  imports: [MessagingModule, ProcessModule, DatabaseModule.forSchema({ schema: 'scene_analysis', migrations: PROCESS_TABLES })],
  providers: [SceneAnalysis, EraseRuns],
})
export class SceneAnalysisModule {}
