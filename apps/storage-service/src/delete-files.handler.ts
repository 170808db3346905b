import {
  type DataOf,
  FileDeleted,
  GenerationCancelled,
  GenerationDeleted,
  VoiceDeleted,
  VoiceProcessingCancelled,
  VoiceProcessingFailed,
} from '@polyreel/contracts';
import { Handles, type Received } from '@polyreel/messaging';
import { BUCKETS, ObjectStore } from '@polyreel/object-store';
import { placeOf, runOf } from './file.run.js';
import { Files } from './files.repository.js';

const ENDS = [GenerationCancelled, GenerationDeleted, VoiceProcessingCancelled, VoiceProcessingFailed, VoiceDeleted] as const;

/** Why, as FileDeleted says it. */
const REASONS: Readonly<Record<string, string>> = {
  [GenerationCancelled.type]: 'generation_cancelled',
  [GenerationDeleted.type]: 'generation_deleted',
  [VoiceProcessingCancelled.type]: 'voice_cancelled',
  [VoiceProcessingFailed.type]: 'voice_failed',
  [VoiceDeleted.type]: 'voice_deleted',
};

/** Deletes everything that a run made that is not wanted any more, recorded or not. */
@Handles(ENDS, { emits: [FileDeleted] })
export class DeleteFiles {
  constructor(
    private readonly files: Files,
    private readonly store: ObjectStore,
  ) {}

  async handle(ended: DataOf<(typeof ENDS)[number]>, { type }: Pick<Received, 'type'>) {
    const run = runOf(ended);
    await this.files.lockRun(run);
    await this.files.endRun(run);
    const recorded = await this.files.ofRun(run);
    // The bytes first: a row that is marked deleted while its file lives on would hide it for ever.
    for (const bucket of BUCKETS) {
      for await (const object of this.store.list(bucket, placeOf(run))) await this.store.delete(object);
    }
    for (const { bucket, storageKey } of recorded) await this.store.delete({ bucket, key: storageKey });
    await this.files.markDeleted(recorded.map(({ id }) => id));
    return recorded.map(({ id, ownerId }) => FileDeleted({ fileId: id, ownerId, reason: REASONS[type]! }));
  }
}
