import { ObjectStore } from '@polyreel/object-store';
import { Every, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { Uploads, UPLOADS } from './uploads.repository.js';

const HOUR_MS = 3_600_000;
/** Takes and work in progress: nobody asks for them after a day, and a run is over long before. */
const KEEP_MS = 24 * HOUR_MS;

/** Where what is older than that goes: temporary files, and uploads, used or not. */
const SWEPT = [
  ['temp-files', ''],
  ['user-uploads', UPLOADS],
] as const;

/** Removes temporary files and uploads that are older than a day, every hour. Two sweepers at once do no harm. */
@Injectable()
export class TempSweeper {
  constructor(
    private readonly store: ObjectStore,
    private readonly uploads: Uploads,
    private readonly service: ServiceIdentity,
  ) {}

  /** Deletes what is older than a day at `now` and answers how many that were. */
  @Every(HOUR_MS, { atOnce: true })
  async sweep(now = Date.now()): Promise<number> {
    let swept = 0;
    for (const [bucket, prefix] of SWEPT) {
      for await (const object of this.store.list(bucket, prefix)) {
        if (now - object.modifiedAt.getTime() < KEEP_MS) continue;
        await this.store.delete(object);
        swept++;
      }
    }
    await this.uploads.forgetExpired();
    if (swept > 0) loggerFor(this.service.name).info({ swept }, 'old temporary files and uploads are gone');
    return swept;
  }
}
