import { CameraCuesExtracted, SceneAnalysisStarted } from '@polyreel/contracts';
import { analysisOf, testService, type TestedService } from '@polyreel/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CameraAnalysisModule } from './camera-analysis.module.js';

describe('camera-analysis-service', () => {
  let service: TestedService;
  beforeEach(async () => {
    service = await testService(CameraAnalysisModule);
  });
  afterEach(() => service.stop());

  it('answers a started analysis with the camera of its sentences', async () => {
    const analysis = analysisOf('A low-angle shot of a knight on a hill.');
    await service.send(SceneAnalysisStarted(analysis));
    const [extracted] = await service.emitted(CameraCuesExtracted);
    expect(extracted).toMatchObject({
      analysisId: analysis.analysisId,
      generationId: analysis.generationId,
      shotTypes: [{ sentence: 0, angle: 'low', stated: true }],
    });
  });
});
