import { randomUUID } from 'node:crypto';
import { EntitiesExtracted, SceneAnalysisStarted } from '@polyreel/contracts';
import { testService, type TestedService } from '@polyreel/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EntityExtractionModule } from './entity-extraction.module.js';

describe('entity-extraction-service', () => {
  let service: TestedService;
  beforeEach(async () => {
    service = await testService(EntityExtractionModule);
  });
  afterEach(() => service.stop());

  it('answers a started analysis with what its text shows, in the words of the writer', async () => {
    const [analysisId, generationId] = [randomUUID(), randomUUID()];
    const [original, translated] = ['Красный дракон летит над старым замком.', 'A red dragon flies over an old castle.'];
    const cause = await service.send(
      SceneAnalysisStarted({
        analysisId,
        generationId,
        text: translated,
        originalText: original,
        sourceLanguage: 'ru',
        sentences: [{ index: 0, original, translated }],
      }),
    );
    const [extracted] = await service.emitted(EntitiesExtracted);
    expect(extracted).toMatchObject({
      analysisId,
      generationId,
      entities: [{ concept: 'dragon', label: 'дракон' }, { concept: 'castle' }],
    });
    expect(service.broker.published.at(-1)).toMatchObject({ causationid: cause.id, correlationid: cause.correlationid });
  });
});
