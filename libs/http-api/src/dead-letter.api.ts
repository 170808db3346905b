/** The dead letters of the mesh in the admin API. */
import { z } from 'zod';

export const LetterState = z.enum(['resting', 'replaying', 'replayed', 'failed_again', 'discarded']);
export type LetterState = z.infer<typeof LetterState>;

export const LetterSummary = z.object({
  letterId: z.uuid(),
  service: z.string(),
  handler: z.string(),
  queue: z.string(),
  eventId: z.string().nullable(),
  eventType: z.string(),
  correlationId: z.string().nullable(),
  error: z.object({ name: z.string(), code: z.string().nullable(), message: z.string() }),
  attempts: z.number().int(),
  firstFailedAt: z.string(),
  lastFailedAt: z.string(),
  state: LetterState,
  replays: z.number().int(),
  failedAgain: z.number().int(),
});
export type LetterSummary = z.infer<typeof LetterSummary>;

export const LetterBody = z.object({
  encoding: z.enum(['utf8', 'base64']),
  content: z.string(),
  bytes: z.number().int(),
  truncated: z.boolean(),
});

export const LetterView = LetterSummary.extend({
  stack: z.string().nullable(),
  body: LetterBody,
  stamps: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  replayId: z.uuid().nullable(),
  discardedBy: z.string().nullable(),
  discardReason: z.string().nullable(),
  filedAt: z.string(),
});
export type LetterView = z.infer<typeof LetterView>;

const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
};

export const ListLettersQuery = z.strictObject({
  ...page,
  state: z
    .enum([...LetterState.options, 'open', 'any'])
    .default('open')
    .describe('`open` are those that wait for somebody: resting or failed again.'),
  queue: z.string().max(300).optional().describe('`<service>.<handler>`'),
  error: z.string().max(300).optional().describe("The error's code, or its name where it has none."),
  eventType: z.string().max(300).optional(),
  correlationId: z.string().max(300).optional().describe('The run: a generation or a voice recording.'),
});
export type ListLettersQuery = z.infer<typeof ListLettersQuery>;

export const LetterPage = z.object({ letters: z.array(LetterSummary), nextCursor: z.string().nullable() });

export const LetterGroup = z.object({
  queue: z.string(),
  error: z.string(),
  message: z.string(),
  waiting: z.number().int(),
  replaying: z.number().int(),
  failedAgain: z.number().int(),
  firstFailedAt: z.string(),
  lastFailedAt: z.string(),
});
export type LetterGroup = z.infer<typeof LetterGroup>;
export const LetterGroups = z.object({ groups: z.array(LetterGroup) });

const One = z.strictObject({ letterId: z.uuid() });
const Group = z.strictObject({ group: z.strictObject({ queue: z.string().min(1).max(300), error: z.string().min(1).max(300) }) });

/** Which letters: one, those of one handler with one error, or all that wait. */
export const LetterSelection = z.union([One, Group, z.strictObject({ all: z.literal(true) })]);
export type LetterSelection = z.infer<typeof LetterSelection>;

const Reason = z.string().trim().min(1).max(500).describe('Why nobody needs it any more.');
export const DiscardRequest = z.union([One.extend({ reason: Reason }), Group.extend({ reason: Reason })]);
export const Discarded = z.object({ discarded: z.number().int() });

export const ReplayView = z.object({
  replayId: z.uuid(),
  selection: LetterSelection,
  state: z.enum(['running', 'cancelling', 'cancelled', 'done']),
  total: z.number().int(),
  sent: z.number().int(),
  failedAgain: z.number().int().describe('Of those sent, how many have come back until now.'),
  unroutable: z.number().int().describe('Not sent, because their handler has no queue any more.'),
  progress: z.number().int().describe('0 to 100.'),
  startedBy: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type ReplayView = z.infer<typeof ReplayView>;

export const PageQuery = z.strictObject(page);
export type PageQuery = z.infer<typeof PageQuery>;
export const ReplayPage = z.object({ replays: z.array(ReplayView), nextCursor: z.string().nullable() });

export const SkippedMessage = z.object({
  skippedId: z.uuid(),
  service: z.string(),
  handler: z.string(),
  queue: z.string(),
  eventId: z.string().nullable(),
  eventType: z.string(),
  correlationId: z.string().nullable(),
  reason: z.string(),
  skippedAt: z.string(),
});
export type SkippedMessage = z.infer<typeof SkippedMessage>;
export const SkippedPage = z.object({ skipped: z.array(SkippedMessage), nextCursor: z.string().nullable() });
