import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

export class CacheConfig extends configFrom(
  z.object({
    /** redis(s)://host:port. Unset: nothing is cached, and everything works, slower. */
    REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  }),
) {}
