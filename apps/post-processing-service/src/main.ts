import { runService } from '@polyreel/service-kit';
import { PostProcessingModule } from './post-processing.module.js';

runService(PostProcessingModule);
