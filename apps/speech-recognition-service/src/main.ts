import { runService } from '@polyreel/service-kit';
import { SpeechRecognitionModule } from './speech-recognition.module.js';

runService(SpeechRecognitionModule);
