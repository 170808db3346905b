import { z } from 'zod';

/** Every successful answer: `{data, message, status: "success", timestamp}`. */
export const answerOf = <Data extends z.ZodType>(data: Data) =>
  z.object({ data, message: z.string(), status: z.literal('success'), timestamp: z.iso.datetime() });

/** Every failed one. */
export const Failure = z.object({
  error: z.object({ message: z.string(), code: z.string(), statusCode: z.number().int(), details: z.unknown().optional() }),
  timestamp: z.iso.datetime(),
});

export const answer = <Data>(data: Data, message: string) => ({
  data,
  message,
  status: 'success' as const,
  timestamp: new Date().toISOString(),
});

/** What an Idempotency-Key looks like: printable ASCII, as the IETF draft of the header has it, and not endless. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,200}$/;
