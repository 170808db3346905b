import { runService } from '@polyreel/service-kit';
import { TemporalAnalysisModule } from './temporal-analysis.module.js';

runService(TemporalAnalysisModule);
