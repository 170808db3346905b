import { type DataOf, PostProcessingRequested, PostProcessingStarted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';

/** Says that a film is taken in hand; the cutting itself is a job that may wait for its turn. */
@Handles(PostProcessingRequested, { emits: [PostProcessingStarted] })
export class AnnounceCutting {
  handle({ generationId, shots, attempt }: DataOf<typeof PostProcessingRequested>) {
    return PostProcessingStarted({ generationId, inputs: shots.length, processingType: attempt > 1 ? 'second_cut' : 'first_cut' });
  }
}
