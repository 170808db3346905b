import { runService } from '@polyreel/service-kit';
import { NotificationModule } from './notification.module.js';

runService(NotificationModule);
