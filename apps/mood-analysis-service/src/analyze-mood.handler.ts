import { type DataOf, MoodAnalyzed, SceneAnalysisStarted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { MoodModel } from './mood.model.js';

/** Tells which mood a piece of text carries. */
@Handles(SceneAnalysisStarted, { emits: [MoodAnalyzed] })
export class AnalyzeMood {
  constructor(private readonly moods: MoodModel) {}

  handle({ analysisId, generationId, sentences, sourceLanguage }: DataOf<typeof SceneAnalysisStarted>) {
    return MoodAnalyzed({ analysisId, generationId, ...this.moods.read(sentences, sourceLanguage) });
  }
}
