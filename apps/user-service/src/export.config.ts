import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

export class ExportConfig extends configFrom(
  z.object({
    /** Up to so many MiB of somebody's films and other files lie in an export; those beyond are named with a link. 0: none. */
    EXPORT_FILES_MIB: z.coerce.number().int().min(0).max(4_000).default(1_024),
  }),
) {}
