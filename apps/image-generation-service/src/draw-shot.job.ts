import {
  type DataOf,
  GenerationCancelled,
  GenerationFailed,
  ImageGenerationCompleted,
  ImageGenerationFailed,
  ImageGenerationStarted,
} from '@polyreel/contracts';
import { ObjectStore } from '@polyreel/object-store';
import { ChainExhausted, firstThatCan } from '@polyreel/providers';
import { type Job, Performs } from '@polyreel/workflow';
import { withFolder } from '@polyreel/service-kit';
import { Illustrators } from './illustrators.chain.js';

/** Draws the still of a shot by the first provider that can. */
@Performs(ImageGenerationStarted, {
  emits: [ImageGenerationCompleted, ImageGenerationFailed],
  cancelledBy: [GenerationCancelled, GenerationFailed],
  slots: 2,
})
export class DrawShot {
  constructor(
    private readonly illustrators: Illustrators,
    private readonly store: ObjectStore,
  ) {}

  async perform(
    { generationId, shotIndex, imagePrompt: prompt, generationParams: parameters }: DataOf<typeof ImageGenerationStarted>,
    job: Job,
  ) {
    const began = performance.now();
    return withFolder('still', async (directory) => {
      const call = { signal: job.signal, directory, progress: job.progress };
      const unit = { key: `${generationId}:image:${shotIndex}`, correlationId: generationId, userId: job.message.userid };
      const { providers, preferred } = await this.illustrators.forUnit(unit, job, parameters.provider);
      try {
        const {
          result: take,
          provider,
          tried,
        } = await firstThatCan(providers, preferred, job.signal, (asked) => asked.draw({ prompt, parameters }, call));
        const key = `generations/${generationId}/shots/${shotIndex}/still.${extensionOf(take.contentType)}`;
        const image = await this.store.put({ bucket: 'generated-content', key }, take.contentType, { file: take.path }, job.signal);
        return ImageGenerationCompleted({
          generationId,
          shotIndex,
          images: [image],
          qualityScores: take.qualityScore === undefined ? [] : [take.qualityScore],
          provider: provider.card.provider,
          model: provider.card.model,
          costUsd: take.costUsd,
          processingTimeMs: performance.now() - began,
          degradedReasons: [
            ...tried.map(({ provider: name, message }) => `shot ${shotIndex + 1}: ${name} could not draw it: ${message}`),
            ...take.degradedReasons,
          ],
        });
      } catch (error) {
        if (!(error instanceof ChainExhausted)) throw error;
        return ImageGenerationFailed({
          generationId,
          shotIndex,
          errorClass: error.errorClass,
          message: error.message,
          triedProviders: [...error.tried],
        });
      }
    });
  }
}

/** image/png is a .png, image/jpeg a .jpeg. */
const extensionOf = (contentType: string) => contentType.split('/')[1]!;
