import { configFrom } from '@polyreel/service-kit';
import { z } from 'zod';

export class AnalyticsConfig extends configFrom(
  z.object({
    /** How many letters a replay hands back in a second: handlers have today's messages to do beside yesterday's. */
    REPLAY_PER_SECOND: z.coerce.number().int().min(1).max(10_000).default(100),
    /** How long replayed and discarded letters, finished replays and skipped messages are kept. What waits for somebody is kept for ever. */
    LETTERS_KEPT_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
    /** How long it is kept what happened. */
    HISTORY_KEPT_DAYS: z.coerce.number().int().min(1).max(3_650).default(90),
    /** http(s)://user:password@host:9200. Unset, PostgreSQL searches. */
    ELASTICSEARCH_URL: z.url({ protocol: /^https?$/ }).optional(),
  }),
) {}
