import { analysisOf } from '@polyreel/testing';
import { describe, expect, it } from 'vitest';
import { AnalyzeTime } from './analyze-time.handler.js';
import { BeatPacing } from './beat.pacing.js';
import { ClauseSplitter } from './clause.splitter.js';
import { MomentReader } from './moment.reader.js';
import { ShotBreakdown } from './shot.breakdown.js';
import { TemporalModel } from './temporal.model.js';

describe('AnalyzeTime', () => {
  it('returns shots of the length that the analysis was asked for', () => {
    const model = new TemporalModel(new ClauseSplitter(), new MomentReader(), new BeatPacing(), new ShotBreakdown());
    const analysis = analysisOf('A ship sails at night, then a storm rises.');
    const { analysisId, generationId } = analysis;
    const { data } = new AnalyzeTime(model).handle({ ...analysis, durationSeconds: 7.5 });
    expect(data).toMatchObject({ analysisId, generationId, timingInfo: { durationSeconds: 7.5, timeOfDay: 'night' } });
    expect(data.temporalSequence.map(({ weather }) => weather)).toEqual([undefined, 'storm']);
  });
});
