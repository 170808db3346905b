import { ObjectStore } from '@polyreel/object-store';
import { loadJson } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { readmeOf } from './archive.readme.js';
import { ExportConfig } from './export.config.js';
import { KeptFiles, type ListedFile, type TakenFile } from './kept.files.js';
import { KeptPages } from './kept.pages.js';
import { OwnRecords } from './own.records.js';

/** Who else keeps something that belongs into an export. Each answers page by page, newest first, to services only. */
const sources = loadJson(
  import.meta.url,
  './export-sources.json',
  z.array(z.strictObject({ file: z.string().regex(/^[a-z-]+\.json$/), service: z.string(), path: z.string() })),
);

/**
 * Everything that is kept of a person, as a zip: JSON files, for text stays text there and no program takes it for a formula, and then their
 * films. It is written while it is read, so that its length costs no memory.
 */
@Injectable()
export class AccountArchive {
  constructor(
    private readonly own: OwnRecords,
    private readonly pages: KeptPages,
    private readonly files: KeptFiles,
    private readonly store: ObjectStore,
    private readonly config: ExportConfig,
  ) {}

  /** The zip as a stream, which fails where one of the sources does. Whoever destroys it stops the reading. */
  of(userId: string): Readable {
    const zip = new ZipFile();
    const out = zip.outputStream as unknown as Readable;
    let open: Readable | undefined;
    const add = (name: string, compress: boolean, source: () => Readable | Promise<Readable>) =>
      zip.addReadStreamLazy(name, { compress }, (give) => {
        // What fails while nobody listens yet must end the archive, not the process.
        const began = async () => (open = (await source()).on('error', (error) => out.destroy(error)));
        began().then(
          (stream) => give(null, stream),
          (error: unknown) => out.destroy(error as Error),
        );
      });
    const addList = (name: string, rows: () => AsyncIterable<unknown>) => add(name, true, () => Readable.from(jsonList(rows())));
    zip.on('error', (error) => out.destroy(error as Error));
    out.once('close', () => open?.destroy());

    add('README.txt', true, () => Readable.from([readmeOf(new Date(), this.config.EXPORT_FILES_MIB)]));
    for (const [file, rows] of Object.entries(this.own.of(userId))) addList(file, rows);
    for (const { file, service, path } of sources) addList(file, () => this.pages.of(userId, service, path));
    addList('files.json', () =>
      this.listing(userId, (taken) => {
        for (const { name, place } of taken) add(name, false, () => this.store.get(place));
        zip.end();
      }),
    );
    return out;
  }

  /** Which files follow is known once all have been listed. */
  private async *listing(userId: string, follow: (taken: readonly TakenFile[]) => void): AsyncIterable<ListedFile> {
    const taken: TakenFile[] = [];
    yield* this.files.listed(userId, (file) => taken.push(file));
    follow(taken);
  }
}

/** A JSON array of them, a line for each. */
async function* jsonList(rows: AsyncIterable<unknown>): AsyncIterable<string> {
  let before = '[\n';
  for await (const row of rows) {
    yield before + JSON.stringify(row);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
