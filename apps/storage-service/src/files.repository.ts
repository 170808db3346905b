import type { StorageReference } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { fileIdOf } from '@polyreel/http-api';
import { AppError, type Caller } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { StoredFile } from './stored-file.entity.js';

export interface FileToRecord {
  ownerId: string;
  generationId: string;
  fileType: string;
  reference: StorageReference;
}

/** Who owns which file. */
@Injectable()
export class Files {
  constructor(private readonly database: Database) {}

  /** Records a file, or brings its row up to date where it was replaced under its key. */
  async record({ ownerId, generationId, fileType, reference }: FileToRecord): Promise<StoredFile> {
    const { bucket, key: storageKey, contentType, bytes: fileSize, checksum } = reference;
    const row = {
      id: fileIdOf(reference),
      ownerId,
      generationId,
      bucket,
      storageKey,
      fileType,
      contentType,
      fileSize,
      checksum,
      deletedAt: null,
    };
    await this.repository.upsert(row, ['id']);
    return this.repository.findOneByOrFail({ id: row.id });
  }

  /** A caller's own file; an admin may read any. `file_not_found` also where it is somebody else's: its existence is nobody's business. */
  async readableBy({ userId, role }: Caller, id: string): Promise<StoredFile> {
    const file = await this.repository.findOneBy({ id, deletedAt: IsNull(), ...(role === 'admin' ? {} : { ownerId: userId }) });
    if (!file) throw new AppError('file_not_found', 'There is no such file.', 404);
    return file;
  }

  ofGeneration(generationId: string): Promise<StoredFile[]> {
    return this.repository.findBy({ generationId, deletedAt: IsNull() });
  }

  async markDeleted(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.repository.update([...ids], { deletedAt: new Date() });
  }

  /** Lets one handler at a time touch a run's files, until its unit of work ends: recording and deleting may arrive at once. */
  async lockRun(generationId: string): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [generationId]);
  }

  /** Remembers that a run is over for good: what still arrives for it is deleted, not recorded. */
  async endRun(generationId: string): Promise<void> {
    await this.database.query('INSERT INTO storage.ended_runs (generation_id) VALUES ($1) ON CONFLICT DO NOTHING', [generationId]);
  }

  async hasEnded(generationId: string): Promise<boolean> {
    return (await this.database.query('SELECT 1 AS ended FROM storage.ended_runs WHERE generation_id = $1', [generationId])).length > 0;
  }

  private get repository() {
    return this.database.repository(StoredFile);
  }
}
