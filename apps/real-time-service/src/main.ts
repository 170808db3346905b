import { runService } from '@polyreel/service-kit';
import { RealTimeModule } from './real-time.module.js';

runService(RealTimeModule);
