import { z } from 'zod';
import { someLines } from './plain-text.js';

/** What somebody thinks of a film of theirs. The next opinion stands in for the last. */
export const FeedbackRequest = z.strictObject({
  rating: z.number().int().min(1).max(5).describe('1 to 5.'),
  comments: someLines(2000).optional(),
  satisfactionScore: z.number().int().min(0).max(100).optional().describe('0 to 100.'),
});
export type FeedbackRequest = z.infer<typeof FeedbackRequest>;

export const FeedbackView = z.object({
  rating: z.number().int(),
  comments: z.string().nullable(),
  satisfactionScore: z.number().int().nullable(),
  givenAt: z.string(),
});
export type FeedbackView = z.infer<typeof FeedbackView>;
