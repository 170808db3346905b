import { type DataOf, PromptStructured, SceneAnalysisCompleted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { v5 as derivedId } from 'uuid';
import { PromptStructurer } from './prompt.structurer.js';

/** Puts the shots of an analysed text into words for the generators. */
@Handles(SceneAnalysisCompleted, { emits: [PromptStructured] })
export class StructurePrompt {
  constructor(private readonly structurer: PromptStructurer) {}

  handle({ analysisId, generationId, sceneData, degradedReasons }: DataOf<typeof SceneAnalysisCompleted>) {
    // Derived, so that the same analysis handled twice makes one prompt.
    const promptId = derivedId('prompt', analysisId);
    return PromptStructured({ promptId, generationId, ...this.structurer.structure(sceneData), degradedReasons });
  }
}
