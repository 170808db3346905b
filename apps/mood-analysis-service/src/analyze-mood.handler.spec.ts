import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AnalyzeMood } from './analyze-mood.handler.js';
import { MoodCues } from './mood-cues.finder.js';
import { MoodModel } from './mood.model.js';

describe('AnalyzeMood', () => {
  it('returns the mood of the analysis it was asked about', () => {
    const [analysisId, generationId] = [randomUUID(), randomUUID()];
    const text = 'Ghosts glide through the graveyard.';
    const { data } = new AnalyzeMood(new MoodModel(new MoodCues())).handle({
      analysisId,
      generationId,
      text,
      originalText: text,
      sourceLanguage: 'en',
      sentences: [{ index: 0, original: text, translated: text }],
    });
    expect(data).toMatchObject({ analysisId, generationId, mood: { label: 'eerie', perSentence: [{ sentence: 0, label: 'eerie' }] } });
    expect(data.emotionalCues.map(({ word }) => word)).toEqual(['Ghosts', 'glide', 'graveyard']);
  });
});
