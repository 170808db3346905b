import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

export class DatabaseConfig extends configFrom(
  z.object({
    /** postgres://user:password@host:port/database. There is no default: a database is never guessed. */
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    /** Connections that one service may hold in one process. */
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(100).default(6),
  }),
) {}
