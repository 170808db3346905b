import { randomUUID } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import {
  bytesOf,
  hashing,
  type ObjectSource,
  ObjectStore,
  READ_URL_SECONDS,
  type ReadUrlOptions,
  UPLOAD_URL_SECONDS,
} from './object-store.js';
import type { SignedAccess } from './signed-access.js';
import {
  BUCKETS,
  type BucketName,
  type ByteRange,
  checkPlace,
  ObjectMissing,
  type ObjectPlace,
  type StoredObject,
  type StoredReference,
} from './stored-object.js';

/** What the file system does not keep: lies beside the bucket, under the same key. */
const Label = z.object({ contentType: z.string(), bytes: z.number().int(), checksum: z.string() });

export interface DiskOptions {
  folder: string;
  access: SignedAccess;
  /** Where signed addresses lead: the gateway as people reach it, without a trailing slash. */
  publicUrl: string;
}

/** Objects as plain files of a local folder, `<bucket>/<key>`, for one machine or a shared volume. */
export class DiskObjectStore extends ObjectStore {
  private readonly root: Promise<string>;

  constructor(private readonly options: DiskOptions) {
    super();
    this.root = prepare(options.folder);
    this.root.catch(() => undefined);
  }

  async put(place: ObjectPlace, contentType: string, source: ObjectSource, signal?: AbortSignal): Promise<StoredReference> {
    const { file, label } = await this.paths(place);
    const root = await this.root;
    const part = join(root, '.parts', randomUUID());
    const hashed = hashing();
    try {
      await pipeline(bytesOf(source), hashed.stream, createWriteStream(part, { flags: 'wx', mode: 0o640 }), { signal });
      const stored = { contentType, ...hashed.result() };
      await writeFile(`${part}.label`, JSON.stringify(stored), { flag: 'wx' });
      for (const target of [file, label]) await this.makeFolder(dirname(target), root);
      // Two renames: between them the size or checksum disagrees with the label and stat says that there is nothing.
      await rename(part, file);
      await rename(`${part}.label`, label);
      return { ...place, ...stored };
    } catch (error) {
      await Promise.all([rm(part, { force: true }), rm(`${part}.label`, { force: true })]);
      throw error;
    }
  }

  async get(place: ObjectPlace, range?: ByteRange): Promise<Readable> {
    const { file } = await this.paths(place);
    await this.refuseLinks(dirname(file), place);
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: NodeJS.ErrnoException) => {
      if (ABSENT.has(error.code ?? '')) throw new ObjectMissing(place);
      throw error;
    });
    return handle.createReadStream(range && { start: range.start, end: range.end });
  }

  async stat(place: ObjectPlace): Promise<StoredObject | undefined> {
    const { file, label } = await this.paths(place);
    try {
      await this.refuseLinks(dirname(file), place);
      const found = await lstat(file);
      const read = Label.parse(JSON.parse(await readFile(label, 'utf8')));
      return found.isFile() && found.size === read.bytes ? { ...place, ...read, modifiedAt: found.mtime } : undefined;
    } catch (error) {
      if (error instanceof ObjectMissing || ABSENT.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
      throw error;
    }
  }

  async delete(place: ObjectPlace): Promise<void> {
    const { file, label } = await this.paths(place);
    await rm(file, { force: true });
    await rm(label, { force: true });
  }

  async *list(bucket: BucketName, prefix = '') {
    if (!BUCKETS.includes(bucket)) return;
    const top = join(await this.root, bucket);
    // Of a hundred thousand runs only the one that is asked for is looked through.
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    if (folder.split('/').includes('..')) return;
    const entries = await readdir(join(top, folder), { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (ABSENT.has(error.code ?? '')) return [];
      throw error;
    });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      const key = path.slice(top.length + 1);
      if (!entry.isFile() || !key.startsWith(prefix)) continue;
      const found = await lstat(path).catch(() => undefined);
      if (found) yield { bucket, key, bytes: found.size, modifiedAt: found.mtime };
    }
  }

  readUrl(place: ObjectPlace, { fileName }: ReadUrlOptions = {}): Promise<string> {
    checkPlace(place);
    return Promise.resolve(
      this.address({ permits: 'read', bucket: place.bucket, key: place.key, expires: inSeconds(READ_URL_SECONDS), fileName }),
    );
  }

  uploadUrl(place: ObjectPlace, contentType: string, maxBytes: number): Promise<string> {
    checkPlace(place);
    return Promise.resolve(
      this.address({
        permits: 'write',
        bucket: place.bucket,
        key: place.key,
        expires: inSeconds(UPLOAD_URL_SECONDS),
        contentType,
        maxBytes,
      }),
    );
  }

  async ping(): Promise<void> {
    await lstat(await this.root);
  }

  private address(access: Parameters<SignedAccess['sign']>[0]): string {
    return `${this.options.publicUrl}/v1/media/objects?token=${this.options.access.sign(access)}`;
  }

  private async paths(place: ObjectPlace) {
    checkPlace(place);
    const root = await this.root;
    return { file: join(root, place.bucket, place.key), label: join(root, '.labels', place.bucket, `${place.key}.json`) };
  }

  /** A link inside the folder could lead anywhere: nothing is read through one. */
  private async refuseLinks(folder: string, place: ObjectPlace): Promise<void> {
    const real = await realpath(folder).catch(() => undefined);
    if (real !== folder) throw new ObjectMissing(place);
  }

  private async makeFolder(folder: string, root: string): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o750 });
    const real = await realpath(folder);
    if (real !== folder || !real.startsWith(root)) throw new Error('a link stands in the way of the store');
  }
}

/** No such file, a link where a file should be, or a file where a folder should be. */
const ABSENT = new Set(['ENOENT', 'ELOOP', 'ENOTDIR', 'EISDIR']);

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

async function prepare(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o750 });
  const root = await realpath(folder);
  for (const name of [...BUCKETS, '.parts', '.labels']) await mkdir(join(root, name), { recursive: true, mode: 0o750 });
  return root;
}
