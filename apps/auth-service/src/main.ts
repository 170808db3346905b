import { runService } from '@polyreel/service-kit';
import { AuthModule } from './auth.module.js';

runService(AuthModule);
