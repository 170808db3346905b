import { runService } from '@polyreel/service-kit';
import { VideoGenerationModule } from './video-generation.module.js';

runService(VideoGenerationModule);
