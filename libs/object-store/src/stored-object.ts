import { AppError } from '@polyreel/service-kit';

/** Where kinds of files live. The same words as the contracts' Bucket. */
export const BUCKETS = ['user-uploads', 'generated-content', 'thumbnails', 'temp-files'] as const;
export type BucketName = (typeof BUCKETS)[number];

/** Names one stored object. */
export interface ObjectPlace {
  bucket: BucketName;
  key: string;
}

/** A stored object as events carry it. The same shape as the contracts' StorageReference. `checksum` is SHA-256, hexadecimal. */
export interface StoredReference extends ObjectPlace {
  contentType: string;
  bytes: number;
  checksum: string;
}

export interface StoredObject extends StoredReference {
  modifiedAt: Date;
}

/** Bytes `start` to `end`, both counted in, as in HTTP. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Segments begin with a letter or digit: no `..`, no hidden file, no empty step, nothing a shell or a URL reads otherwise. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,199})*$/;
const MAX_KEY = 512;

/** Throws `bad_object_key` unless the place is one that a store may touch. */
export function checkPlace({ bucket, key }: ObjectPlace): void {
  if (!BUCKETS.includes(bucket)) throw new AppError('bad_object_key', `There is no bucket ${String(bucket)}.`, 400);
  if (key.length > MAX_KEY || !KEY.test(key)) throw new AppError('bad_object_key', 'This is not the key of a stored file.', 400);
}

/** There is no such object. */
export class ObjectMissing extends AppError {
  override name = 'ObjectMissing';

  constructor({ bucket, key }: ObjectPlace) {
    super('object_missing', `${bucket}/${key} is not stored.`, 404);
  }
}

/** What was read is not what was stored. */
export class ObjectDamaged extends AppError {
  override name = 'ObjectDamaged';

  constructor({ bucket, key }: ObjectPlace) {
    super('object_damaged', `${bucket}/${key} does not match its checksum.`, 500);
  }
}
