import { runService } from '@polyreel/service-kit';
import { SceneAnalysisModule } from './scene-analysis.module.js';

runService(SceneAnalysisModule);
