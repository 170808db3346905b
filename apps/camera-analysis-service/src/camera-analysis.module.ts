import { MessagingModule } from '@polyreel/messaging';
import { Service } from '@polyreel/service-kit';
import { CameraCueReader } from './camera-cues.reader.js';
import { CameraDirector } from './camera.director.js';
import { ContentReader } from './content.reader.js';
import { ExtractCameraCues } from './extract-camera-cues.handler.js';

@Service({
  name: 'camera-analysis-service',
  imports: [MessagingModule],
  providers: [ExtractCameraCues, CameraDirector, CameraCueReader, ContentReader],
})
export class CameraAnalysisModule {}
