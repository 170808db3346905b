import { runService } from '@polyreel/service-kit';
import { QualityAssuranceModule } from './quality-assurance.module.js';

runService(QualityAssuranceModule);
