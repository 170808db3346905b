import { runService } from '@polyreel/service-kit';
import { StorageModule } from './storage.module.js';

runService(StorageModule);
