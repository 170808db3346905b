/** What was said in the mesh, in the admin API. */
import { z } from 'zod';

export const RecordedEvent = z.object({
  eventId: z.uuid(),
  type: z.string(),
  source: z.string(),
  subject: z.string().nullable(),
  correlationId: z.string(),
  /** The event that led to this one. */
  causationId: z.string().nullable(),
  userId: z.string().nullable(),
  tier: z.string().nullable(),
  at: z.string(),
  /** Without secrets; empty once the generation or its owner is deleted. */
  data: z.record(z.string(), z.unknown()),
});
export type RecordedEvent = z.infer<typeof RecordedEvent>;

const name = z.string().min(1).max(200);
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const HistoryQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
  type: name.optional(),
  source: name.optional(),
  correlationId: name.optional(),
  userId: name.optional(),
  from: time.optional(),
  to: time.optional(),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;
export const HistoryPage = z.object({ events: z.array(RecordedEvent), nextCursor: z.string().nullable() });

export const RunTimeline = z.object({ correlationId: z.string(), events: z.array(RecordedEvent) });

const DAY_MS = 86_400_000;
const LONGEST_SPAN_MS = 31 * DAY_MS;

/** The last day, unless told otherwise; a month at most. */
export const FiguresQuery = z
  .strictObject({ from: time.optional(), to: time.optional() })
  .transform(({ from, to = new Date() }) => ({ from: from ?? new Date(to.getTime() - DAY_MS), to }))
  .refine(({ from, to }) => from < to && to.getTime() - from.getTime() <= LONGEST_SPAN_MS, {
    message: 'Ask for a span that begins before it ends and is no longer than 31 days.',
    params: { code: 'span_invalid' },
  });
export type FiguresQuery = z.infer<typeof FiguresQuery>;

const count = z.number().int();
export const Figures = z.object({
  from: z.string(),
  to: z.string(),
  counts: z.array(z.object({ hour: z.string(), type: z.string(), count })),
  durations: z.array(z.object({ type: z.string(), count, p50Ms: z.number(), p95Ms: z.number() })),
  runs: z.object({ completed: count, failed: count, cancelled: count, failureRate: z.number() }),
  faults: z.array(z.object({ handler: z.string(), count })),
  providers: z.array(z.object({ provider: z.string(), model: z.string().nullable(), calls: count, costUsd: z.number() })),
});
export type Figures = z.infer<typeof Figures>;

/** What the service that lists generations asks the search. */
export const GenerationSearchQuery = z.strictObject({
  q: z.string().min(1).max(200),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
});
export const FoundGenerations = z.object({ generationIds: z.array(z.uuid()) });
