import { MOST_UPLOADS, TOO_MANY_UPLOADS, type UploadedRecording, uploadPlace } from '@polyreel/http-api';
import { derivedId } from '@polyreel/messaging';
import { ObjectStore } from '@polyreel/object-store';
import { AppError, type Caller, type Logger, loggerFor, ServiceIdentity } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { Claims, hashOf, tooLate } from './claims.repository.js';
import { checksumOf } from './file.checksum.js';
import { RecordingInspector } from './recording.inspector.js';
import { Voices } from './voices.repository.js';

type Uploaded = z.infer<typeof UploadedRecording>;

/** Takes recordings in for later. What is no recording is refused, and not stored. */
@Injectable()
export class Uploads {
  private readonly log: Logger;

  constructor(
    private readonly inspector: RecordingInspector,
    private readonly claims: Claims,
    private readonly voices: Voices,
    private readonly store: ObjectStore,
    service: ServiceIdentity,
  ) {
    this.log = loggerFor(service.name);
  }

  /**
   * Under a key the same file is one upload, and asking again gives the first answer. Throws `too_many_uploads` (429) for whoever has as
   * many as one may have, `id_taken` (409) for who has left.
   */
  async take({ userId }: Caller, file: string, signal: AbortSignal, key?: string): Promise<Uploaded> {
    const recording = await this.inspector.inspect(file, signal);
    if (key === undefined) {
      await this.checkRoom(userId);
      return this.put({ uploadId: randomUUID(), ...recording }, userId, file, signal);
    }
    const id = derivedId('voice-upload', userId, key);
    await this.checkRoom(userId, id);
    const bodyHash = hashOf(await checksumOf(file));
    const answer = await this.claims.claim<Uploaded>({ id, kind: 'upload', userId, bodyHash, answer: { uploadId: id, ...recording } });
    // Stored also where it was before: whoever asks again may do so because it was not.
    await this.put(answer, userId, file, signal);
    await this.claims.keep(id);
    return answer;
  }

  /** Removes an upload before its day is over. Where it cannot be removed now, storage-service does it then. */
  async forget(userId: string, uploadId: string): Promise<void> {
    await this.store
      .delete(uploadPlace(userId, uploadId))
      .catch((error: unknown) => this.log.warn({ err: error }, 'an upload stays for now'));
  }

  /** What is brought anew under its key takes no other place. */
  private async checkRoom(userId: string, own?: string): Promise<void> {
    const folder = uploadPlace(userId, '').key;
    let others = 0;
    for await (const { key } of this.store.list('user-uploads', folder)) if (key !== folder + own) others += 1;
    if (others >= MOST_UPLOADS) throw new AppError('too_many_uploads', TOO_MANY_UPLOADS, 429);
  }

  private async put(upload: Uploaded, userId: string, file: string, signal: AbortSignal): Promise<Uploaded> {
    const place = uploadPlace(userId, upload.uploadId);
    await this.store.put(place, upload.contentType, { file }, signal);
    // Whoever erases them may have looked before it was there.
    if (!(await this.voices.hasLeft(userId))) return upload;
    await this.store.delete(place);
    throw tooLate();
  }
}
