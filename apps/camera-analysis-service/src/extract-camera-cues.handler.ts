import { CameraCuesExtracted, type DataOf, SceneAnalysisStarted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { CameraDirector } from './camera.director.js';

/** Tells how the camera sees each sentence of a text. */
@Handles(SceneAnalysisStarted, { emits: [CameraCuesExtracted] })
export class ExtractCameraCues {
  constructor(private readonly director: CameraDirector) {}

  handle({ analysisId, generationId, sentences, sourceLanguage }: DataOf<typeof SceneAnalysisStarted>) {
    return CameraCuesExtracted({ analysisId, generationId, ...this.director.direct(sentences, sourceLanguage) });
  }
}
