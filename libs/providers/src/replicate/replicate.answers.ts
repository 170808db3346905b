import { z } from 'zod';

/** A prediction, as far as we look at it. */
export const Prediction = z.object({
  id: z.string().min(1).max(200),
  status: z.enum(['starting', 'processing', 'succeeded', 'failed', 'canceled', 'aborted']),
  input: z.record(z.string(), z.unknown()).nullish(),
  /** A model gives one address, several, or something that is none. */
  output: z.unknown(),
  error: z.unknown(),
  data_removed: z.boolean().nullish(),
  metrics: z.object({ predict_time: z.number().optional() }).nullish(),
});
export type Prediction = z.infer<typeof Prediction>;

export const UploadedFile = z.object({ urls: z.object({ get: z.url() }) });

/** The addresses among what a model gave. */
export const addressesIn = (output: unknown): string[] =>
  (Array.isArray(output) ? output : [output]).filter((one): one is string => typeof one === 'string' && URL.canParse(one));
