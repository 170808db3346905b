import { Database } from '@polyreel/database';
import { type CreateUploadRequest, MOST_UPLOADS, type PresignedUpload, TOO_MANY_UPLOADS, uploadPlace } from '@polyreel/http-api';
import { type ObjectPlace, ObjectStore, type StoredReference, UPLOAD_URL_SECONDS } from '@polyreel/object-store';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';

/** Where all uploads of the last day lie. */
export const UPLOADS = 'uploads/';

/** Files that people bring before they say what for. */
@Injectable()
export class Uploads {
  constructor(
    private readonly database: Database,
    private readonly store: ObjectStore,
  ) {}

  /** An address for one PUT. Throws `too_many_uploads` (429) for whoever has as many as one may have, `account_closed` (403) for who has left. */
  async open(ownerId: string, { contentType, bytes }: z.infer<typeof CreateUploadRequest>): Promise<PresignedUpload> {
    const uploadId = randomUUID();
    const [row] = await this.database.transaction(async () => {
      // One at a time for each person, or a hundred at once would all find room.
      await this.database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [ownerId]);
      await this.checkRoom(ownerId);
      return this.database.query<{ expires: Date }>(
        `INSERT INTO storage.upload_addresses (upload_id, owner_id, expires_at)
         SELECT $1, $2, now() + interval '${UPLOAD_URL_SECONDS} seconds' WHERE NOT EXISTS (SELECT 1 FROM storage.erased_owners WHERE owner_id = $2)
         RETURNING expires_at AS expires`,
        [uploadId, ownerId],
      );
    });
    if (!row) throw closed();
    return {
      uploadId,
      uploadUrl: await this.store.uploadUrl(uploadPlace(ownerId, uploadId), contentType, bytes),
      headers: { 'content-type': contentType },
      maxBytes: bytes,
      expiresAt: row.expires.toISOString(),
    };
  }

  /**
   * Lets one request bring the file of an address. Throws `address_used` (409) for whoever else has it, also once the file is gone, and where
   * its owner has left; `account_closed` (403) where they leave meanwhile: then nothing of it stays. What does not come may be sent again.
   */
  async take(place: ObjectPlace, bring: () => Promise<StoredReference>): Promise<StoredReference> {
    const uploadId = place.key.slice(place.key.lastIndexOf('/') + 1);
    const [address] = await this.database.query<{ ownerId: string }>(
      `UPDATE storage.upload_addresses SET taken = true WHERE upload_id = $1 AND NOT taken RETURNING owner_id AS "ownerId"`,
      [uploadId],
    );
    if (!address) throw new AppError('address_used', 'A file has come to this address, or is on its way: ask for another address.', 409);
    try {
      const brought = await bring();
      if (!(await this.hasLeft(address.ownerId))) return brought;
      await this.store.delete(place);
    } catch (error) {
      await this.database.query('UPDATE storage.upload_addresses SET taken = false WHERE upload_id = $1', [uploadId]);
      throw error;
    }
    throw closed();
  }

  /** Deletes what a person has brought; answers how many files that were. */
  async forget(ownerId: string): Promise<number> {
    let deleted = 0;
    for await (const object of this.store.list('user-uploads', folderOf(ownerId))) {
      await this.store.delete(object);
      deleted++;
    }
    await this.database.query('DELETE FROM storage.upload_addresses WHERE owner_id = $1', [ownerId]);
    return deleted;
  }

  async forgetExpired(): Promise<void> {
    await this.database.query('DELETE FROM storage.upload_addresses WHERE expires_at < now()');
  }

  private async hasLeft(ownerId: string): Promise<boolean> {
    return (await this.database.query('SELECT 1 AS erased FROM storage.erased_owners WHERE owner_id = $1', [ownerId])).length > 0;
  }

  private async checkRoom(ownerId: string): Promise<void> {
    const live = await this.database.query<{ id: string }>(
      'SELECT upload_id AS id FROM storage.upload_addresses WHERE owner_id = $1 AND expires_at > now()',
      [ownerId],
    );
    const uploads = new Set(live.map(({ id }) => id));
    const folder = folderOf(ownerId);
    for await (const { key } of this.store.list('user-uploads', folder)) {
      uploads.add(key.slice(folder.length));
      if (uploads.size >= MOST_UPLOADS) break;
    }
    if (uploads.size >= MOST_UPLOADS) throw new AppError('too_many_uploads', TOO_MANY_UPLOADS, 429);
  }
}

const closed = () => new AppError('account_closed', 'This account is closed.', 403);

/** The folder of one person's uploads. */
const folderOf = (ownerId: string) => uploadPlace(ownerId, '').key;
