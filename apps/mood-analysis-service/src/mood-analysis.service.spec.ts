import { MoodAnalyzed, SceneAnalysisStarted } from '@polyreel/contracts';
import { testService, type TestedService } from '@polyreel/testing';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MoodAnalysisModule } from './mood-analysis.module.js';

describe('mood-analysis-service', () => {
  let service: TestedService;
  beforeEach(async () => {
    service = await testService(MoodAnalysisModule);
  });
  afterEach(() => service.stop());

  it('answers a started analysis with the mood of its text', async () => {
    const [analysisId, generationId] = [randomUUID(), randomUUID()];
    const cause = await service.send(
      SceneAnalysisStarted({
        analysisId,
        generationId,
        text: 'A haunted house stands in the fog.',
        originalText: 'A haunted house stands in the fog.',
        sourceLanguage: 'en',
        sentences: [{ index: 0, original: 'A haunted house stands in the fog.', translated: 'A haunted house stands in the fog.' }],
      }),
    );
    const [analyzed] = await service.emitted(MoodAnalyzed);
    expect(analyzed).toMatchObject({ analysisId, generationId, mood: { label: 'eerie' } });
    expect(service.broker.published.at(-1)).toMatchObject({ causationid: cause.id, correlationid: cause.correlationid });
  });

  it('sets a message of an unknown major version apart and a misfit among the dead letters', async () => {
    const envelope = await service.send(
      SceneAnalysisStarted({
        analysisId: randomUUID(),
        generationId: randomUUID(),
        text: 'x',
        originalText: 'x',
        sourceLanguage: 'en',
        sentences: [{ index: 0, original: 'x', translated: 'x' }],
      }),
    );
    service.broker.inject(
      envelope.type,
      Buffer.from(JSON.stringify({ ...envelope, id: randomUUID(), type: 'scene.scene_analysis_started.v9' })),
    );
    service.broker.inject(envelope.type, Buffer.from(JSON.stringify({ ...envelope, id: randomUUID(), data: {} })));
    await service.broker.until(() => service.broker.skipped.length === 1 && service.broker.dead.length === 1);
    expect(service.broker.dead[0]).toMatchObject({ attempts: 1, error: { code: 'schema_mismatch' } });
  });
});
