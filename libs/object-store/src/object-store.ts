import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type BucketName,
  type ByteRange,
  ObjectDamaged,
  type ObjectPlace,
  type StoredObject,
  type StoredReference,
} from './stored-object.js';

/** What is to be stored: a file of this machine, bytes, or a stream of unknown length. */
export type ObjectSource = { file: string } | Buffer | Readable;

export interface ReadUrlOptions {
  /** The name a browser saves the file under; unset: it is shown in place. */
  fileName?: string;
}

/** Keeps large things. One port for S3 and for a local disk; both pass object-store.suite.ts. */
export abstract class ObjectStore {
  /** Stores or replaces an object; readers see the old one or the new one whole. Rejects with `bad_object_key`. */
  abstract put(place: ObjectPlace, contentType: string, source: ObjectSource, signal?: AbortSignal): Promise<StoredReference>;

  /** Streams an object or a range of it. Rejects with ObjectMissing. The caller must read or destroy the stream. */
  abstract get(place: ObjectPlace, range?: ByteRange): Promise<Readable>;

  /** Undefined when there is no such object. */
  abstract stat(place: ObjectPlace): Promise<StoredObject | undefined>;

  /** Deletes an object; no error when there is none. */
  abstract delete(place: ObjectPlace): Promise<void>;

  /** Every object of a bucket whose key begins with the prefix, in no particular order. */
  abstract list(bucket: BucketName, prefix?: string): AsyncIterable<Pick<StoredObject, 'bucket' | 'key' | 'bytes' | 'modifiedAt'>>;

  /** An address that reads this one object for an hour, without further identification. */
  abstract readUrl(place: ObjectPlace, options?: ReadUrlOptions): Promise<string>;

  /** An address that takes a PUT of this object within five minutes: `bytes` long, and never longer. */
  abstract uploadUrl(place: ObjectPlace, contentType: string, bytes: number): Promise<string>;

  /** Rejects when the store cannot be reached. */
  abstract ping(): Promise<void>;

  /** Brings an object to a file of this machine, whole and checked, or not at all. Rejects with ObjectMissing or ObjectDamaged. */
  async fetchTo(reference: StoredReference, path: string, signal?: AbortSignal): Promise<void> {
    const part = `${path}.${randomUUID()}.part`;
    const hashed = hashing();
    try {
      await pipeline(await this.get(reference), hashed.stream, createWriteStream(part), { signal });
      if (hashed.result().checksum !== reference.checksum) throw new ObjectDamaged(reference);
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }
}

/** How long presigned addresses hold, in seconds. */
export const READ_URL_SECONDS = 3600;
export const UPLOAD_URL_SECONDS = 300;

/** A stream that passes bytes through and counts and hashes them. */
export function hashing(): { stream: Transform; result: () => { bytes: number; checksum: string } } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ bytes, checksum: hash.digest('hex') }) };
}

/** Any source as pieces of bytes. */
export function bytesOf(source: ObjectSource): Readable | Iterable<Buffer> {
  if (Buffer.isBuffer(source)) return [source];
  return 'file' in source ? createReadStream(source.file) : source;
}
