import { SceneAnalysisStarted, TemporalAnalyzed } from '@polyreel/contracts';
import { analysisOf, testService, type TestedService } from '@polyreel/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TemporalAnalysisModule } from './temporal-analysis.module.js';

describe('temporal-analysis-service', () => {
  let service: TestedService;
  beforeEach(async () => {
    service = await testService(TemporalAnalysisModule);
  });
  afterEach(() => service.stop());

  it('answers a started analysis with its shots in order', async () => {
    const analysis = analysisOf('A ship leaves the harbour at dawn.', 'Later a storm breaks its mast.');
    await service.send(SceneAnalysisStarted({ ...analysis, durationSeconds: 9 }));
    const [analyzed] = await service.emitted(TemporalAnalyzed);
    expect(analyzed).toMatchObject({
      analysisId: analysis.analysisId,
      generationId: analysis.generationId,
      timingInfo: { durationSeconds: 9 },
    });
    expect(analyzed!.temporalSequence.map(({ transition }) => transition)).toEqual(['fade_in', 'fade_black']);
  });
});
