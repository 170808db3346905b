import { z } from 'zod';

/** Everything that is kept of a person, as one zip file for them to keep. */
export const AccountExport = z.object({
  exportId: z.uuid(),
  status: z.enum(['preparing', 'ready', 'failed', 'expired']),
  requestedAt: z.string(),
  expiresAt: z.string().nullable(),
  bytes: z.number().int().nullable(),
  downloadUrl: z.string().nullable(),
});
export type AccountExport = z.infer<typeof AccountExport>;
