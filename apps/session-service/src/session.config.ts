import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

export class SessionConfig extends configFrom(
  z.object({
    /** As auth-service has it: a session that was not refreshed for so long is over, and is not shown. */
    SESSION_IDLE_DAYS: z.coerce.number().int().min(1).max(365).default(30),
    /** How long ended sessions are remembered. */
    SESSIONS_KEPT_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
  }),
) {}
