import { LanguageTag, Mood, Shot } from '@polyreel/contracts';
import type { GenerationView } from '@polyreel/http-api';
import { z } from 'zod';

const Language = z.object({
  detectedLanguage: LanguageTag,
  confidenceScore: z.number(),
  reliable: z.boolean().optional(),
  engine: z.string().optional(),
});
const Translation = z.object({ engine: z.string(), translatedText: z.string(), confidenceScore: z.number() });

/** What the stages found, as far as the story tells it. A stage that has not spoken yet is absent. */
export interface Findings {
  readonly language?: z.infer<typeof Language>;
  readonly translation?: z.infer<typeof Translation>;
  readonly mood?: Mood;
  readonly shots: readonly Shot[];
}

const known = <T>(schema: z.ZodType<T>, value: unknown): T | undefined => schema.safeParse(value).data;

/** Reads the findings out of a run. What has another shape than the story knows is left out of it, never guessed. */
export function findingsOf({ findings, shots }: Pick<GenerationView, 'findings' | 'shots'>): Findings {
  const analysis = z.looseObject({}).safeParse(findings['analysis']).data ?? {};
  return {
    language: known(Language, findings['language']),
    translation: known(Translation, findings['translation']),
    mood: known(Mood, findings['mood'] ?? analysis['mood']),
    shots: shots.flatMap((shot) => known(Shot, shot['shot'] ?? shot) ?? []),
  };
}
