import { runService } from '@polyreel/service-kit';
import { AudioPreprocessingModule } from './audio-preprocessing.module.js';

runService(AudioPreprocessingModule);
