import { analysisOf } from '@polyreel/testing';
import { describe, expect, it } from 'vitest';
import { CameraCueReader } from './camera-cues.reader.js';
import { CameraDirector } from './camera.director.js';
import { ContentReader } from './content.reader.js';
import { ExtractCameraCues } from './extract-camera-cues.handler.js';

describe('ExtractCameraCues', () => {
  it('returns a camera for every sentence', () => {
    const handler = new ExtractCameraCues(new CameraDirector(new CameraCueReader(), new ContentReader()));
    const analysis = analysisOf('A drone shot of a volcano.', 'The camera zooms in on the crater.');
    const { analysisId, generationId } = analysis;
    const { data } = handler.handle(analysis);
    expect(data).toMatchObject({ analysisId, generationId, confidenceScore: 0.9 });
    expect(data.cameraMovements[1]).toMatchObject({ sentence: 1, movement: 'zoom_in', stated: true });
  });
});
