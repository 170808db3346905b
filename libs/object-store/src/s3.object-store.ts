import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { attachment } from './content-disposition.js';
import {
  bytesOf,
  hashing,
  type ObjectSource,
  ObjectStore,
  READ_URL_SECONDS,
  type ReadUrlOptions,
  UPLOAD_URL_SECONDS,
} from './object-store.js';
import {
  type BucketName,
  type ByteRange,
  checkPlace,
  ObjectMissing,
  type ObjectPlace,
  type StoredObject,
  type StoredReference,
} from './stored-object.js';

export interface S3Options {
  region: string;
  /** Any service that speaks S3; unset: AWS. */
  endpoint?: string;
  /** Set before the bucket names, which are shared by everybody on AWS: `acme-` makes `acme-thumbnails`. */
  bucketPrefix: string;
  /** Unset: the surroundings' own (instance role, web identity). */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** A content delivery network in front of the buckets; reading addresses lead there. */
  cdnUrl?: string;
}

/** Objects on S3 or a service that speaks it. */
export class S3ObjectStore extends ObjectStore {
  private readonly client: S3Client;

  constructor(private readonly options: S3Options) {
    super();
    this.client = new S3Client({
      region: options.region,
      credentials: options.credentials,
      ...(options.endpoint ? { endpoint: options.endpoint, forcePathStyle: true } : {}),
      // Compatible services do not all know the newer trailing checksums; ours travels as metadata.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  /** The bytes are set down on this machine first: S3 wants the length before the first byte, and we want the checksum. */
  async put(place: ObjectPlace, contentType: string, source: ObjectSource, signal?: AbortSignal): Promise<StoredReference> {
    checkPlace(place);
    const part = join(tmpdir(), `polyreel-${randomUUID()}.part`);
    const hashed = hashing();
    try {
      await pipeline(bytesOf(source), hashed.stream, createWriteStream(part, { flags: 'wx', mode: 0o600 }), { signal });
      const { bytes, checksum } = hashed.result();
      const body = { Body: createReadStream(part), ContentLength: bytes, ContentType: contentType, Metadata: { sha256: checksum } };
      await this.client.send(new PutObjectCommand({ ...this.named(place), ...body }), { abortSignal: signal });
      return { ...place, contentType, bytes, checksum };
    } finally {
      await rm(part, { force: true });
    }
  }

  async get(place: ObjectPlace, range?: ByteRange): Promise<Readable> {
    checkPlace(place);
    const Range = range && `bytes=${range.start}-${range.end}`;
    const answer = await this.client.send(new GetObjectCommand({ ...this.named(place), Range })).catch(absent);
    if (!answer?.Body) throw new ObjectMissing(place);
    return answer.Body as Readable;
  }

  async stat(place: ObjectPlace): Promise<StoredObject | undefined> {
    checkPlace(place);
    const head = await this.client.send(new HeadObjectCommand(this.named(place))).catch(absent);
    if (!head) return undefined;
    return {
      ...place,
      contentType: head.ContentType ?? 'application/octet-stream',
      bytes: head.ContentLength ?? 0,
      checksum: head.Metadata?.['sha256'] ?? '',
      modifiedAt: head.LastModified ?? new Date(0),
    };
  }

  async delete(place: ObjectPlace): Promise<void> {
    checkPlace(place);
    await this.client.send(new DeleteObjectCommand(this.named(place)));
  }

  async *list(bucket: BucketName, prefix = '') {
    let ContinuationToken: string | undefined;
    do {
      const page = await this.client.send(
        new ListObjectsV2Command({ Bucket: this.options.bucketPrefix + bucket, Prefix: prefix, ContinuationToken }),
      );
      for (const { Key, Size, LastModified } of page.Contents ?? []) {
        if (Key) yield { bucket, key: Key, bytes: Size ?? 0, modifiedAt: LastModified ?? new Date(0) };
      }
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }

  readUrl(place: ObjectPlace, { fileName }: ReadUrlOptions = {}): Promise<string> {
    checkPlace(place);
    const named = { ...this.named(place), ...(fileName ? { ResponseContentDisposition: attachment(fileName) } : {}) };
    if (this.options.cdnUrl && !fileName) return Promise.resolve(`${this.options.cdnUrl}/${place.bucket}/${place.key}`);
    return getSignedUrl(this.client, new GetObjectCommand(named), { expiresIn: READ_URL_SECONDS });
  }

  /** S3 signs no upper limit into a PUT, but a length: it refuses any other. */
  uploadUrl(place: ObjectPlace, contentType: string, bytes: number): Promise<string> {
    checkPlace(place);
    const signableHeaders = new Set(['content-type', 'content-length']);
    return getSignedUrl(this.client, new PutObjectCommand({ ...this.named(place), ContentType: contentType, ContentLength: bytes }), {
      expiresIn: UPLOAD_URL_SECONDS,
      signableHeaders,
    });
  }

  async ping(): Promise<void> {
    await this.client.send(new HeadBucketCommand({ Bucket: `${this.options.bucketPrefix}generated-content` }));
  }

  private named({ bucket, key }: ObjectPlace) {
    return { Bucket: this.options.bucketPrefix + bucket, Key: key };
  }
}

/** Not being there is an answer; everything else is an error. */
function absent(error: unknown): undefined {
  if (error instanceof S3ServiceException && (error.$metadata.httpStatusCode === 404 || error.name === 'NoSuchKey')) return undefined;
  throw error;
}
