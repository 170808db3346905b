import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { catalogue, defineEvent, MoodAnalyzed } from './index.js';

describe('an event contract', () => {
  it('makes a fact out of data that fits', () => {
    const fact = MoodAnalyzed({
      analysisId: '4be0643f-1d98-473b-97cd-ca98a65347dd',
      generationId: '4be0643f-1d98-473b-97cd-ca98a65347dd',
      mood: { label: 'eerie', valence: -0.5, energy: 0.2, perSentence: [] },
      confidenceScore: 0.8,
      emotionalCues: [],
    });
    expect(fact.contract.type).toBe('scene.mood_analyzed.v1');
    expect(fact.data.mood.label).toBe('eerie');
  });

  it('refuses data that does not fit', () => {
    expect(() => MoodAnalyzed({} as never)).toThrow(z.ZodError);
  });

  it('is found by its type', () => {
    expect(catalogue.get('scene.mood_analyzed.v1')).toBe(MoodAnalyzed);
  });

  it('cannot be defined twice, nor under a malformed type', () => {
    const described = { summary: '', owner: 'x', subject: 'a', data: z.object({ a: z.string() }) } as const;
    expect(() => defineEvent({ ...described, type: 'scene.mood_analyzed.v1' })).toThrow(/twice/);
    expect(() => defineEvent({ ...described, type: 'MoodAnalyzed' })).toThrow(/<domain>/);
  });
});
