import { type DataOf, SceneAnalysisStarted, TemporalAnalyzed } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { TemporalModel } from './temporal.model.js';

/** Orders a text into shots and tells when they play. */
@Handles(SceneAnalysisStarted, { emits: [TemporalAnalyzed] })
export class AnalyzeTime {
  constructor(private readonly times: TemporalModel) {}

  handle({ analysisId, generationId, sentences, sourceLanguage, durationSeconds, spoken }: DataOf<typeof SceneAnalysisStarted>) {
    return TemporalAnalyzed({ analysisId, generationId, ...this.times.analyze(sentences, sourceLanguage, { durationSeconds, spoken }) });
  }
}
