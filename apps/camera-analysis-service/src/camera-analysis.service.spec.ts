import { CameraCuesExtracted, SceneAnalysisStarted } from '@polyreel/contracts';
import { testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CameraAnalysisModule } from './camera-analysis.module.js';

describe('camera-analysis-service', () => {
  let service: TestedService;
  beforeEach(async () => {
    service = await testService(CameraAnalysisModule);
  });
  afterEach(() => service.stop());

  it('answers a started analysis with the camera of its sentences', async () => {
    const [analysisId, generationId, text] = [randomUUID(), randomUUID(), 'A low-angle shot of a knight on a hill.'];
    await service.send(
      SceneAnalysisStarted({
        analysisId,
        generationId,
        text,
        originalText: text,
        sourceLanguage: 'en',
        sentences: [{ index: 0, original: text, translated: text }],
      }),
    );
    const [extracted] = await service.emitted(CameraCuesExtracted);
    expect(extracted).toMatchObject({ analysisId, generationId, shotTypes: [{ sentence: 0, angle: 'low', stated: true }] });
  });
});
