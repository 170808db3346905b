import { z } from 'zod';

/** How services answer what they keep of a person, page by page, for the export of an account. */
export const KeptQuery = z.strictObject({ cursor: z.string().max(200).optional() });
export const KeptPage = z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() });
export type KeptPage = z.infer<typeof KeptPage>;

/** A file as it is kept, for the export: what of it may be shown, and where it lies. */
export const KeptFile = z.object({
  fileId: z.uuid(),
  generationId: z.string().nullable(),
  fileType: z.string(),
  contentType: z.string(),
  bytes: z.number().int().min(0),
  checksum: z.string(),
  createdAt: z.string(),
  downloadUrl: z.string(),
  place: z.object({ bucket: z.enum(['user-uploads', 'generated-content', 'thumbnails', 'temp-files']), key: z.string() }),
});
export type KeptFile = z.infer<typeof KeptFile>;
