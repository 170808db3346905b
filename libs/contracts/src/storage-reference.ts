import { z } from 'zod';

export const Bucket = z.enum(['user-uploads', 'generated-content', 'thumbnails', 'temp-files']);
export type Bucket = z.infer<typeof Bucket>;

/** Where something large lies. Large things never travel in an event: this does. */
export const StorageReference = z.object({
  bucket: Bucket,
  key: z.string().min(1).max(512),
  contentType: z.string().max(100),
  bytes: z.number().int().min(0),
  /** SHA-256, hexadecimal. */
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
});
export type StorageReference = z.infer<typeof StorageReference>;
