import { type DataOf, EntitiesExtracted, SceneAnalysisStarted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { EntityExtractor } from './entity.extractor.js';

/** Tells who and what is in the picture, and where. */
@Handles(SceneAnalysisStarted, { emits: [EntitiesExtracted] })
export class ExtractEntities {
  constructor(private readonly entities: EntityExtractor) {}

  handle({ analysisId, generationId, sentences, sourceLanguage }: DataOf<typeof SceneAnalysisStarted>) {
    return EntitiesExtracted({ analysisId, generationId, ...this.entities.extract({ sentences, sourceLanguage }) });
  }
}
