import { z } from 'zod';

const seconds = z.number().min(0);

const Segment = z.object({
  start: seconds,
  end: seconds,
  text: z.string(),
  /** Mean natural logarithm of the tokens' probabilities. */
  avg_logprob: z.number().max(0.01).optional(),
  no_speech_prob: z.number().min(0).max(1).optional(),
});

/** What is read of `POST /audio/transcriptions`: `verbose_json` has all of it, `json` the text alone, and servers differ in what they leave out. */
export const TranscriptionAnswer = z.object({
  text: z.string(),
  language: z.string().nullish(),
  duration: z.coerce.number().optional(),
  segments: z.array(Segment).nullish(),
  words: z.array(z.object({ word: z.string(), start: seconds, end: seconds })).nullish(),
});
export type TranscriptionAnswer = z.infer<typeof TranscriptionAnswer>;
export type TranscriptionSegment = z.infer<typeof Segment>;
