import {
  type DataOf,
  GenerationCancelled,
  GenerationFailed,
  VideoGenerationCompleted,
  VideoGenerationFailed,
  VideoGenerationStarted,
} from '@polyreel/contracts';
import { allOrNone, takeStills } from '@polyreel/media';
import { ObjectStore } from '@polyreel/object-store';
import { ChainExhausted, firstThatCan } from '@polyreel/providers';
import { withFolder } from '@polyreel/service-kit';
import { type Job, Performs } from '@polyreel/workflow';
import { join } from 'node:path';
import { FilmCrews } from './film-crews.chain.js';

/** Pixels of the longer side. */
const THUMBNAIL_SIDE = 480;

/** Makes a shot move by the first provider that can. */
@Performs(VideoGenerationStarted, {
  emits: [VideoGenerationCompleted, VideoGenerationFailed],
  cancelledBy: [GenerationCancelled, GenerationFailed],
  slots: 2,
})
export class FilmShot {
  constructor(
    private readonly crews: FilmCrews,
    private readonly store: ObjectStore,
  ) {}

  async perform(
    { generationId, shotIndex, videoPrompt: prompt, images, generationParams: parameters, finish }: DataOf<typeof VideoGenerationStarted>,
    job: Job,
  ) {
    const began = performance.now();
    return withFolder('take', async (directory) => {
      const call = { signal: job.signal, directory, progress: job.progress };
      const unit = { key: `${generationId}:video:${shotIndex}`, correlationId: generationId, userId: job.message.userid };
      const { providers, preferred } = await this.crews.forUnit(unit, job, parameters.provider);
      try {
        const {
          result: take,
          provider,
          tried,
        } = await firstThatCan(providers, preferred, job.signal, async (asked) =>
          asked.film({ prompt, parameters, finish, still: asked.card.embedded ? undefined : await this.still(images[0], directory) }, call),
        );
        const folder = `generations/${generationId}/shots/${shotIndex}`;
        const shown = join(directory, 'thumbnail.jpg');
        const [video, thumbnail] = await allOrNone(
          [
            (stop) => this.store.put({ bucket: 'temp-files', key: `${folder}/take.mp4` }, take.contentType, { file: take.path }, stop),
            async (stop) => {
              await takeStills(take.path, take.durationSeconds / 2, [{ path: shown, longSide: THUMBNAIL_SIDE }], { signal: stop });
              return this.store.put({ bucket: 'thumbnails', key: `${folder}/thumbnail.jpg` }, 'image/jpeg', { file: shown }, stop);
            },
          ],
          { signal: job.signal },
        );
        return VideoGenerationCompleted({
          generationId,
          shotIndex,
          video,
          finish: take.finish,
          thumbnail,
          durationSeconds: take.durationSeconds,
          qualityScore: take.qualityScore,
          provider: provider.card.provider,
          model: provider.card.model,
          costUsd: take.costUsd,
          processingTimeMs: performance.now() - began,
          degradedReasons: [
            ...tried.map(({ provider: name, message }) => `shot ${shotIndex + 1}: ${name} could not film it: ${message}`),
            ...take.degradedReasons,
          ],
        });
      } catch (error) {
        if (!(error instanceof ChainExhausted)) throw error;
        return VideoGenerationFailed({
          generationId,
          shotIndex,
          errorClass: error.errorClass,
          message: error.message,
          triedProviders: [...error.tried],
        });
      }
    });
  }

  /** The first frame for a provider that takes one; the animatic draws its own. */
  private async still(
    image: DataOf<typeof VideoGenerationStarted>['images'][number] | undefined,
    directory: string,
  ): Promise<string | undefined> {
    if (!image) return undefined;
    const path = join(directory, 'first-frame.png');
    await this.store.fetchTo(image, path);
    return path;
  }
}
