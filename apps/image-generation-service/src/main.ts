import { runService } from '@polyreel/service-kit';
import { ImageGenerationModule } from './image-generation.module.js';

runService(ImageGenerationModule);
