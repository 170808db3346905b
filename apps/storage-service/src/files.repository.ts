import type { StorageReference } from '@polyreel/contracts';
import { Database } from '@polyreel/database';
import { fileIdOf } from '@polyreel/http-api';
import { AppError, type Caller } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import { NIL as LOWEST, validate as isUuid } from 'uuid';
import type { FileRun } from './file.run.js';
import { StoredFile } from './stored-file.entity.js';

/** Files in a page. */
const PAGE = 200;

export interface FileToRecord {
  ownerId: string;
  run: FileRun;
  fileType: string;
  reference: StorageReference;
}

/** Who owns which file. */
@Injectable()
export class Files {
  constructor(private readonly database: Database) {}

  /** Records a file, or brings its row up to date where it was replaced under its key. */
  async record({ ownerId, run, fileType, reference }: FileToRecord): Promise<StoredFile> {
    const { bucket, key: storageKey, contentType, bytes: fileSize, checksum } = reference;
    const row = {
      id: fileIdOf(reference),
      ownerId,
      ...idOf(run),
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

  ofRun(run: FileRun): Promise<StoredFile[]> {
    return this.repository.findBy({ ...idOf(run), deletedAt: IsNull() });
  }

  async markDeleted(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.repository.update([...ids], { deletedAt: new Date() });
  }

  /** Lets one handler at a time touch a run's files, until its unit of work ends: recording and deleting may arrive at once. */
  async lockRun({ id }: FileRun): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
  }

  /** Remembers that a run is over for good: what still arrives for it is deleted, not recorded. */
  async endRun({ folder, id }: FileRun): Promise<void> {
    await this.database.query('INSERT INTO storage.ended_runs (generation_id, folder) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      id,
      folder,
    ]);
  }

  async hasEnded({ id }: FileRun): Promise<boolean> {
    return (await this.database.query('SELECT 1 AS ended FROM storage.ended_runs WHERE generation_id = $1', [id])).length > 0;
  }

  /**
   * From now on nothing is recorded for this owner. Whoever is about to record something has done so when this resolves, or will see it.
   */
  async recordNoneOf(ownerId: string): Promise<void> {
    await this.database.transaction(async () => {
      await this.database.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [ownerId]);
      await this.database.query('INSERT INTO storage.erased_owners (owner_id) VALUES ($1) ON CONFLICT DO NOTHING', [ownerId]);
    });
  }

  /** Whether files of this owner may be recorded, until the unit of work ends. */
  async mayRecord(ownerId: string): Promise<boolean> {
    await this.database.query('SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 1))', [ownerId]);
    return (await this.database.query('SELECT 1 AS erased FROM storage.erased_owners WHERE owner_id = $1', [ownerId])).length === 0;
  }

  /** The runs that made something for this owner. */
  runsOf(ownerId: string): Promise<FileRun[]> {
    return this.database.query<FileRun>(
      `SELECT DISTINCT 'generations' AS folder, generation_id AS id FROM storage.files WHERE owner_id = $1 AND generation_id IS NOT NULL
       UNION SELECT DISTINCT 'voices', voice_id FROM storage.files WHERE owner_id = $1 AND voice_id IS NOT NULL`,
      [ownerId],
    );
  }

  ownedBy(ownerId: string): Promise<StoredFile[]> {
    return this.repository.findBy({ ownerId, deletedAt: IsNull() });
  }

  /** Removes every row of an owner, also of files that were deleted before; answers how many. */
  async forget(ownerId: string): Promise<number> {
    return (await this.database.query('DELETE FROM storage.files WHERE owner_id = $1 RETURNING 1', [ownerId])).length;
  }

  /** An owner's files by their ids. */
  async page(ownerId: string, after: string = LOWEST): Promise<{ rows: StoredFile[]; nextCursor: string | null }> {
    if (!isUuid(after)) throw new AppError('cursor_invalid', 'This cursor was not given by us.', 400);
    const where = { ownerId, deletedAt: IsNull(), id: MoreThan(after) };
    const rows = await this.repository.find({ where, order: { id: 'ASC' }, take: PAGE });
    return { rows, nextCursor: rows.length < PAGE ? null : rows.at(-1)!.id };
  }

  private get repository() {
    return this.database.repository(StoredFile);
  }
}

const idOf = ({ folder, id }: FileRun) => (folder === 'voices' ? { voiceId: id } : { generationId: id });
