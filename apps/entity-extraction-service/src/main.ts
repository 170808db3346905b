import { runService } from '@polyreel/service-kit';
import { EntityExtractionModule } from './entity-extraction.module.js';

runService(EntityExtractionModule);
