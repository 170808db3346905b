import { analysisOf } from '@polyreel/testing';
import { describe, expect, it } from 'vitest';
import { AnalyzeMood } from './analyze-mood.handler.js';
import { MoodCues } from './mood-cues.finder.js';
import { MoodModel } from './mood.model.js';

describe('AnalyzeMood', () => {
  it('returns the mood of the analysis it was asked about', () => {
    const analysis = analysisOf('Ghosts glide through the graveyard.');
    const { analysisId, generationId } = analysis;
    const { data } = new AnalyzeMood(new MoodModel(new MoodCues())).handle(analysis);
    expect(data).toMatchObject({ analysisId, generationId, mood: { label: 'eerie', perSentence: [{ sentence: 0, label: 'eerie' }] } });
    expect(data.emotionalCues.map(({ word }) => word)).toEqual(['Ghosts', 'glide', 'graveyard']);
  });
});
