import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

/** What is known of a model. Data, not code: ids, prices and shutdown dates change faster than releases. */
export const ModelCard = z.object({
  /** `<provider>/<model>`. */
  id: z.string().regex(/^[a-z0-9-]+\/[a-z0-9.-]+$/),
  provider: z.string(),
  model: z.string(),
  kind: z.enum(['image', 'video']),
  /** True where the model runs inside the service: no key, no network. */
  embedded: z.boolean(),
  /** Characters of prompt that it takes. */
  maxPromptLength: z.number().int(),
  aspectRatios: z.array(z.string()),
  maxDurationSeconds: z.number().optional(),
  /** US dollars per image, or per second of video. */
  priceUsd: z.number().min(0),
  shutsDownAt: z.iso.date().nullable(),
  replacement: z.string().nullable(),
});
export type ModelCard = z.infer<typeof ModelCard>;

/** Every model that the project knows, by kind. */
export const modelCards: readonly ModelCard[] = loadJson(import.meta.url, './models.json', z.array(ModelCard));
