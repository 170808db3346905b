import { AspectRatio } from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

/** How a model that runs elsewhere is asked. */
export const RemoteTerms = z.object({
  /** Operations that may be under way at once, and begun in a minute. */
  concurrency: z.number().int().min(1),
  startsPerMinute: z.number().int().min(1),
  /** After so long the provider itself stops an operation that nobody asks for any more, where it can be told so. */
  deadlineSeconds: z.number().int().positive().optional(),
  /** Which wording of a shot's video prompt it likes best; unset: the plain one. */
  wording: z.string().optional(),
  /** Shortest film, and whether lengths must be whole seconds. */
  minDurationSeconds: z.number().min(0).default(0),
  wholeSeconds: z.boolean().default(false),
  /** Sides are multiples of this; pictures with more pixels are made smaller. */
  sideMultiple: z.number().int().min(1).default(2),
  maxPixels: z.number().int().optional(),
  /** Frames come at this rate, and one more than a multiple of `frameStep`. */
  framesPerSecond: z.number().int().optional(),
  frameStep: z.number().int().min(1).default(1),
  /** True where it moves a picture and cannot begin without one. */
  needsStill: z.boolean().default(false),
  /** What it is sent, with placeholders (request-template.ts); unset where a workflow file has it. */
  input: z.record(z.string(), z.json()).optional(),
});

/** What is known of a model. Data, not code: ids, prices and shutdown dates change faster than releases. */
export const ModelCard = z
  .object({
    /** `<provider>/<model>`. */
    id: z.string().regex(/^[a-z0-9-]+(\/[A-Za-z0-9._-]+)+$/),
    provider: z.string(),
    /** As the provider calls it. */
    model: z.string(),
    kind: z.enum(['image', 'video']),
    /** True where the model runs inside the service: no key, no network. */
    embedded: z.boolean(),
    /** Characters of prompt that it takes. */
    maxPromptLength: z.number().int(),
    aspectRatios: z.array(AspectRatio),
    maxDurationSeconds: z.number().optional(),
    /** US dollars per image, or per second of video. */
    priceUsd: z.number().min(0),
    shutsDownAt: z.iso.date().nullable(),
    replacement: z.string().nullable(),
    remote: RemoteTerms.optional(),
  })
  .refine(({ embedded, remote }) => embedded !== Boolean(remote), { error: 'a model is either embedded or has the terms of a remote one' });
export type ModelCard = z.infer<typeof ModelCard>;

/** A model that runs elsewhere. */
export type RemoteModelCard = ModelCard & { remote: z.infer<typeof RemoteTerms> };

/** Every model that the project knows, by kind. */
export const modelCards: readonly ModelCard[] = loadJson(import.meta.url, './models.json', z.array(ModelCard));

export const isRemote = (card: ModelCard): card is RemoteModelCard => card.remote !== undefined;
