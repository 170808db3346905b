import { type DataOf, FileDeleted, GenerationCancelled, GenerationDeleted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { BUCKETS, ObjectStore } from '@polyreel/object-store';
import { Files } from './files.repository.js';

/** Deletes everything that a cancelled or deleted run made, recorded or not. */
@Handles([GenerationCancelled, GenerationDeleted], { emits: [FileDeleted] })
export class DeleteFiles {
  constructor(
    private readonly files: Files,
    private readonly store: ObjectStore,
  ) {}

  async handle(ended: DataOf<typeof GenerationCancelled> | DataOf<typeof GenerationDeleted>) {
    const { generationId } = ended;
    const reason = 'deletedAt' in ended ? 'generation_deleted' : 'generation_cancelled';
    await this.files.lockRun(generationId);
    await this.files.endRun(generationId);
    const recorded = await this.files.ofGeneration(generationId);
    // The bytes first: a row that is marked deleted while its file lives on would hide it for ever.
    for (const bucket of BUCKETS) {
      for await (const object of this.store.list(bucket, `generations/${generationId}/`)) await this.store.delete(object);
    }
    for (const { bucket, storageKey } of recorded) await this.store.delete({ bucket, key: storageKey });
    await this.files.markDeleted(recorded.map(({ id }) => id));
    return recorded.map(({ id, ownerId }) => FileDeleted({ fileId: id, ownerId, reason }));
  }
}
