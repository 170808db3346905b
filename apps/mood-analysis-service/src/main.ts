import { runService } from '@polyreel/service-kit';
import { MoodAnalysisModule } from './mood-analysis.module.js';

runService(MoodAnalysisModule);
