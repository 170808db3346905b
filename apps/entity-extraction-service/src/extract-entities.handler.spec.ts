import { analysisOf } from '@polyreel/testing';
import { EntitiesExtracted } from '@polyreel/contracts';
import { Cache, SharedRedis } from '@polyreel/cache';
import { describe, expect, it } from 'vitest';
import { EntityExtractor } from './entity.extractor.js';
import { ExtractEntities } from './extract-entities.handler.js';

describe('extracting entities', () => {
  it('answers a started analysis with its entities and places, with no Redis about', async () => {
    const analysis = analysisOf('A red dragon flies over a castle.');
    const { analysisId, generationId } = analysis;
    const answer = await new ExtractEntities(new EntityExtractor(), new Cache(new SharedRedis({}))).handle(analysis);
    expect(answer.contract).toBe(EntitiesExtracted);
    expect(answer.data).toMatchObject({
      analysisId,
      generationId,
      entities: [{ concept: 'dragon', placement: { relation: 'above', target: 'e2' } }, { concept: 'castle' }],
      places: [{ sentence: 0, scenery: 'hills', stated: true, label: 'castle' }],
      extractionMethod: 'lexicon+compromise',
    });
  });
});
