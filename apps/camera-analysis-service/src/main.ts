import { runService } from '@polyreel/service-kit';
import { CameraAnalysisModule } from './camera-analysis.module.js';

runService(CameraAnalysisModule);
