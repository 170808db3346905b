import { Cache } from '@polyreel/cache';
import { type DataOf, EntitiesExtracted, SceneAnalysisStarted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { EntityExtractor } from './entity.extractor.js';

const Extraction = EntitiesExtracted.data.omit({ analysisId: true, generationId: true });

/** Tells who and what is in the picture, and where. */
@Handles(SceneAnalysisStarted, { emits: [EntitiesExtracted] })
export class ExtractEntities {
  constructor(
    private readonly entities: EntityExtractor,
    private readonly cache: Cache,
  ) {}

  async handle({ analysisId, generationId, sentences, sourceLanguage }: DataOf<typeof SceneAnalysisStarted>) {
    const question = [sourceLanguage, ...sentences.flatMap(({ original, translated }) => [original, translated])];
    const extraction = await this.cache.remember('entities', question, Extraction, () =>
      this.entities.extract({ sentences, sourceLanguage }),
    );
    return EntitiesExtracted({ analysisId, generationId, ...extraction });
  }
}
