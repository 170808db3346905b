import { AccountDeleted, AccountExportRequested, type DataOf } from '@polyreel/contracts';
import { ObjectStore } from '@polyreel/object-store';
import { type Job, Performs } from '@polyreel/workflow';
import { AccountArchive } from './account.archive.js';
import { AccountExports, folderOf, placeOf } from './account-exports.repository.js';
import { Profiles } from './profiles.repository.js';

/** Puts everything that is kept of a person into one file for them. */
@Performs(AccountExportRequested, { emits: [], cancelledBy: [AccountDeleted] })
export class ExportAccount {
  constructor(
    private readonly archive: AccountArchive,
    private readonly exports: AccountExports,
    private readonly profiles: Profiles,
    private readonly store: ObjectStore,
  ) {}

  async perform({ userId, exportId }: DataOf<typeof AccountExportRequested>, job: Job) {
    if (await this.profiles.isClosed(userId)) return;
    // One lies there at a time: with its films it may be large, and the newer one has all that the older one had.
    await this.exports.supersede(userId, exportId);
    for await (const older of this.store.list('temp-files', folderOf(userId))) await this.store.delete(older);
    const { bytes, checksum } = await this.store.put(placeOf(userId, exportId), 'application/zip', this.archive.of(userId), job.signal);
    job.commitWith(this.exports.made(userId, exportId, bytes, checksum));
  }
}
