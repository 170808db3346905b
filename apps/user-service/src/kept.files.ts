import { KeptFile } from '@polyreel/http-api';
import { ObjectStore } from '@polyreel/object-store';
import { Injectable } from '@nestjs/common';
import { ExportConfig } from './export.config.js';
import { KeptPages } from './kept.pages.js';

/** A zip lists its files once more at its end, and that list is kept in memory. */
const MOST_FILES = 5_000;
/** What a film is made of comes after the films. */
const FINISHED = /^(film|captions_)/;
const MIB = 1024 * 1024;

/** A file that lies in the archive. */
export interface TakenFile {
  name: string;
  place: KeptFile['place'];
}

/** A line of `files.json`: what a file is, and where it is found in the archive or why it is not. */
export type ListedFile = Omit<KeptFile, 'place'> & { inArchive: string | null; leftOut?: 'too_large' | 'missing' };

/** Which files of a person go into the archive: films first, then what they were made of, until it is full. */
@Injectable()
export class KeptFiles {
  constructor(
    private readonly pages: KeptPages,
    private readonly store: ObjectStore,
    private readonly config: ExportConfig,
  ) {}

  /** Every file, each told to `take` before it is listed if it goes in. Only what goes in is remembered. */
  async *listed(userId: string, take: (file: TakenFile) => void): AsyncIterable<ListedFile> {
    const choice = new Choice(this.config.EXPORT_FILES_MIB * MIB, this.store, take);
    for await (const file of this.all(userId)) if (FINISHED.test(file.fileType)) await choice.of(file);
    for await (const file of this.all(userId)) {
      const { place: _, ...shown } = file;
      yield { ...shown, ...(await choice.of(file)) };
    }
  }

  private async *all(userId: string): AsyncIterable<KeptFile> {
    for await (const row of this.pages.of(userId, 'storage-service', '/kept/files')) yield KeptFile.parse(row);
  }
}

/** Fills an archive. Who is asked about a file again answers the same, or lets it in after all where there is room. */
class Choice {
  private readonly taken = new Map<string, string>();

  constructor(
    private room: number,
    private readonly store: ObjectStore,
    private readonly take: (file: TakenFile) => void,
  ) {}

  async of(file: KeptFile): Promise<Pick<ListedFile, 'inArchive' | 'leftOut'>> {
    const known = this.taken.get(file.fileId);
    if (known) return { inArchive: known };
    if (file.bytes > this.room || this.taken.size >= MOST_FILES) return { inArchive: null, leftOut: 'too_large' };
    if (!(await this.store.stat(file.place))) return { inArchive: null, leftOut: 'missing' };
    const name = nameOf(file);
    this.room -= file.bytes;
    this.taken.set(file.fileId, name);
    this.take({ name, place: file.place });
    return { inArchive: name };
  }
}

const plain = (text: string) => text.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 60);

/** Nothing of a stored key becomes a path in the archive but an ending of letters and digits. */
const nameOf = ({ fileId, fileType, generationId, place }: KeptFile) =>
  `files/${plain(generationId ?? 'own')}/${plain(fileType)}-${fileId}${/\.[A-Za-z0-9]{1,8}$/.exec(place.key)?.[0] ?? ''}`;
