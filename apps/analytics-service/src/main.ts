import { runService } from '@polyreel/service-kit';
import { AnalyticsModule } from './analytics.module.js';

runService(AnalyticsModule);
