import { Database } from '@polyreel/database';
import { BUCKETS, ObjectStore } from '@polyreel/object-store';
import { Every } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { type FileRun, placeOf } from './file.run.js';

const LOOK_EVERY_MS = 5_000;
/** Each look at a run comes this many times later after its end than the one before, until a day has passed. */
const SPARSER = 5;

/**
 * Looks again at runs that were cancelled or deleted, and at recordings that failed. Who was storing a file at that moment, or hung and came round later, tells nobody of
 * it any more: its job is refused, and no event leads to the file. The first look comes when every lease of the run has lapsed.
 */
@Injectable()
export class LateFilesSweeper {
  constructor(
    private readonly database: Database,
    private readonly store: ObjectStore,
  ) {}

  /** Looks at every run whose time has come. */
  @Every(LOOK_EVERY_MS)
  async sweep(): Promise<void> {
    while (await this.sweepOne());
  }

  /** One run in a transaction of its own, so that instances share the work and a failure is looked at again. */
  private sweepOne(): Promise<boolean> {
    return this.database.transaction(async () => {
      const [run] = await this.database.query<FileRun>(
        `UPDATE storage.ended_runs SET look_at = CASE WHEN now() - ended_at < interval '1 day' THEN ended_at + (now() - ended_at) * ${SPARSER} END
         WHERE generation_id = (SELECT generation_id FROM storage.ended_runs WHERE look_at <= now() ORDER BY look_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING folder, generation_id AS id`,
      );
      if (!run) return false;
      for (const bucket of BUCKETS) {
        for await (const object of this.store.list(bucket, placeOf(run))) await this.store.delete(object);
      }
      return true;
    });
  }
}
