/** What there is to choose from: models and languages. */
import { AspectRatio } from '@polyreel/contracts';
import { z } from 'zod';

export const ModelView = z.object({
  id: z.string().describe('`<provider>/<model>`.'),
  kind: z.enum(['image', 'video']),
  provider: z.string().describe('What `providers.image` and `providers.video` of a generation name.'),
  embedded: z.boolean().describe('Runs inside the mesh: no key, no network, no price.'),
  place: z.number().int().describe('1 for the first that is asked; the embedded one is the last, and always there.'),
  aspectRatios: z.array(AspectRatio),
  maxPromptLength: z.number().int(),
  maxDurationSeconds: z.number().nullable(),
  priceUsd: z.number().describe('For a picture, or for a second of film.'),
  shutsDownAt: z.string().nullable(),
  replacement: z.string().nullable(),
});
export type ModelView = z.infer<typeof ModelView>;
export const ModelList = z.object({ models: z.array(ModelView) });

export const LanguageView = z.object({
  code: z.string().describe('BCP 47.'),
  name: z.string().describe('In English.'),
  ownName: z.string().describe('In the language itself.'),
  filmWords: z.boolean().describe('What a film shows is found in the language’s own words.'),
  translators: z.array(z.string()).describe('What puts it into English, the best first.'),
});
export type LanguageView = z.infer<typeof LanguageView>;
export const LanguageList = z.object({ languages: z.array(LanguageView) });
