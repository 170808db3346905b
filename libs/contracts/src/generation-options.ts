import { z } from 'zod';
import { AspectRatio, Resolution } from './film.js';

export const Tier = z.enum(['free', 'pro', 'enterprise']);
export type Tier = z.infer<typeof Tier>;

/** What a caller may ask of a generation beside the prompt. The defaults are the product's. */
export const GenerationOptions = z.object({
  /** Length of the film in seconds, 1 to 60. Unset: chosen from the text. */
  durationSeconds: z.number().min(1).max(60).optional(),
  aspectRatio: AspectRatio.default('16:9'),
  resolution: Resolution.default('720p'),
  quality: z.enum(['draft', 'standard', 'high']).default('standard'),
  style: z.string().trim().min(1).max(80).optional(),
  seed: z.number().int().min(0).max(2_147_483_647).optional(),
  /** Captions are always written as files and as a soft track; `burnIn` also draws them into the picture. */
  captions: z.object({ burnIn: z.boolean().default(false) }).prefault({}),
  music: z.boolean().default(true),
  providers: z.object({ image: z.string().max(60).optional(), video: z.string().max(60).optional() }).prefault({}),
  webhookUrl: z
    .url({ protocol: /^https$/ })
    .max(2000)
    .optional(),
  metadata: z.record(z.string().max(60), z.string().max(500)).optional(),
});
export type GenerationOptions = z.infer<typeof GenerationOptions>;

/** The longest prompt, in characters (Unicode code points). */
export const MAX_PROMPT_LENGTH = 5_000;
