import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

export class VoiceConfig extends configFrom(
  z.object({
    /** How many recordings of one person may be under way at once. */
    VOICES_UNDER_WAY: z.coerce.number().int().min(1).max(1_000).default(5),
    /** How many recordings one process looks through at once: each is decoded whole before it is accepted. */
    INSPECTIONS_AT_ONCE: z.coerce.number().int().min(1).max(64).default(4),
  }),
) {}
