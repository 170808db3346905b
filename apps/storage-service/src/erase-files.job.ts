import { AccountDataErased, AccountDeleted, type DataOf } from '@polyreel/contracts';
import { BUCKETS, ObjectStore } from '@polyreel/object-store';
import { ServiceIdentity } from '@polyreel/service-kit';
import { type Job, Performs } from '@polyreel/workflow';
import { placeOf } from './file.run.js';
import { Files } from './files.repository.js';
import { Uploads } from './uploads.repository.js';

/** Deletes every file of a person who has left, recorded or not, and then what was known of them. */
@Performs(AccountDeleted, { emits: [AccountDataErased] })
export class EraseFiles {
  constructor(
    private readonly files: Files,
    private readonly store: ObjectStore,
    private readonly uploads: Uploads,
    private readonly self: ServiceIdentity,
  ) {}

  async perform({ userId }: DataOf<typeof AccountDeleted>, { signal }: Job) {
    await this.files.recordNoneOf(userId);
    let objects = 0;
    for (const run of await this.files.runsOf(userId)) {
      signal.throwIfAborted();
      await this.files.endRun(run);
      objects += await this.deleteUnder(placeOf(run));
    }
    objects += await this.uploads.forget(userId);
    for (const { bucket, storageKey: key } of await this.files.ownedBy(userId)) {
      signal.throwIfAborted();
      await this.store.delete({ bucket, key });
    }
    const files = await this.files.forget(userId);
    return AccountDataErased({ userId, service: this.self.name, erased: { files, objects } });
  }

  private async deleteUnder(prefix: string): Promise<number> {
    let deleted = 0;
    for (const bucket of BUCKETS) {
      for await (const object of this.store.list(bucket, prefix)) {
        await this.store.delete(object);
        deleted++;
      }
    }
    return deleted;
  }
}
