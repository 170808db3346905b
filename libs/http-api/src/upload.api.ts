/** Large files go past the API, to an address of their own. */
import { MAX_RECORDING_BYTES } from '@polyreel/contracts';
import { z } from 'zod';

/** What may be uploaded: recordings. Their content is looked at before they are used, whatever they are called. */
export const UploadContentType = z.string().regex(/^(audio|video)\/[a-z0-9][a-z0-9.+-]{0,60}$/, {
  message: 'Only recordings are uploaded here: an audio type, or video/mp4, video/webm or video/ogg for sound in such a container.',
});

export const CreateUploadRequest = z.strictObject({
  contentType: UploadContentType,
  bytes: z
    .number()
    .int()
    .min(1)
    .max(MAX_RECORDING_BYTES)
    .describe('Length of the file, exactly: S3 takes no other, the local store no more.'),
});

export const PresignedUpload = z.object({
  uploadId: z
    .uuid()
    .describe(
      'What /voice/process and /voice/generate take in place of the file. It is kept for a day, or until a recording that was made of it is deleted.',
    ),
  uploadUrl: z.string().describe('Takes one PUT of the file, with the content type that was named.'),
  headers: z.record(z.string(), z.string()),
  maxBytes: z.number().int(),
  expiresAt: z.string(),
});
export type PresignedUpload = z.infer<typeof PresignedUpload>;

/**
 * Uploads of one person at a time: a gigabyte and a quarter. Each counts for its day, used or not, so this is also how many recordings a
 * person brings this way in a day, unless they delete some.
 */
export const MOST_UPLOADS = 50;
/** Said with `too_many_uploads`, by whichever way the next one would come. */
export const TOO_MANY_UPLOADS = `You have ${MOST_UPLOADS} uploads. Wait: each is kept for a day; or delete a recording that was made of one.`;

/** Where an upload lies for its day: under its owner, so that nobody can name somebody else's. */
export const uploadPlace = (userId: string, uploadId: string) =>
  ({ bucket: 'user-uploads', key: `uploads/${encodeURIComponent(userId)}/${uploadId}` }) as const;
