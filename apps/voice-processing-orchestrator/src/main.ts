import { runService } from '@polyreel/service-kit';
import { VoiceProcessingModule } from './voice-processing.module.js';

runService(VoiceProcessingModule);
