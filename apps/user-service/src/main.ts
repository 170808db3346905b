import { runService } from '@polyreel/service-kit';
import { UserModule } from './user.module.js';

runService(UserModule);
