import { runService } from '@polyreel/service-kit';
import { SessionModule } from './session.module.js';

runService(SessionModule);
