import { runService } from '@polyreel/service-kit';
import { TextPreprocessingModule } from './text-preprocessing.module.js';

runService(TextPreprocessingModule);
