import { uploadPlace } from '@polyreel/http-api';
import { ObjectStore } from '@polyreel/object-store';
import { Every } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { Claims } from './claims.repository.js';

const LOOK_EVERY_MS = 10 * 60_000;
/** No request lasts so long: whoever made the claim is dead. */
const ABANDONED_MINUTES = 60;
/** As long as storage-service keeps an upload. */
const UPLOADS_HOURS = 24;

/** Removes recordings that were stored for a request of which nothing came: at once where it failed, after an hour where its process died. */
@Injectable()
export class UnkeptRecordings {
  constructor(
    private readonly claims: Claims,
    private readonly store: ObjectStore,
  ) {}

  /** Removes what was stored under a claim, unless something has come of it. */
  async remove(id: string): Promise<void> {
    await this.claims.giveUp(id, async ({ kind, userId }) => {
      if (kind === 'upload') return this.store.delete(uploadPlace(userId, id));
      for await (const object of this.store.list('user-uploads', `voices/${id}/`)) await this.store.delete(object);
    });
  }

  @Every(LOOK_EVERY_MS)
  async sweep(): Promise<void> {
    for (const id of await this.claims.abandoned(ABANDONED_MINUTES)) await this.remove(id);
    await this.claims.forgetUploads(UPLOADS_HOURS);
  }
}
