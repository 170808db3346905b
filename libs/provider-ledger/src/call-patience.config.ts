import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

const milliseconds = z.coerce.number().int().min(1).max(3_600_000);

/** How patient we are with paid providers. Their contracts ask for 2 to 10 s between questions (reference/providers.md). */
export class CallPatience extends configFrom(
  z.object({
    /** Between the first questions how far an operation is; it grows by half each time. */
    PROVIDER_POLL_MS: milliseconds.default(2_000),
    PROVIDER_POLL_LONGEST_MS: milliseconds.default(10_000),
    /** How long an operation may take before the next provider is asked. */
    PROVIDER_OPERATION_SECONDS: z.coerce.number().int().min(1).max(7_200).default(600),
    /** How long a submit without an answer may still be on its way before it is looked up. */
    PROVIDER_SETTLE_MS: milliseconds.default(5_000),
    /** Before a provider that refused for the moment is asked again, where it names no time; doubled each time. */
    PROVIDER_BACKOFF_MS: milliseconds.default(1_000),
  }),
) {}
