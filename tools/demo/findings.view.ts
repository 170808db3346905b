import { LanguageTag, Mood, Shot } from '@polyreel/contracts';
import type { GenerationView } from '@polyreel/http-api';
import { z } from 'zod';

const Language = z.object({ code: LanguageTag, confidence: z.number(), reliable: z.boolean().optional(), engine: z.string().optional() });
const Translation = z.object({ engine: z.string(), text: z.string(), confidence: z.number() });
const Analysis = z.object({ mood: Mood, shots: z.array(Shot) });

/** What the stages found, as far as the story tells it. A stage that has not spoken yet is absent. */
export interface Findings {
  readonly language?: z.infer<typeof Language>;
  readonly translation?: z.infer<typeof Translation>;
  readonly mood?: Mood;
  readonly shots: readonly Shot[];
}

const known = <T>(schema: z.ZodType<T>, value: unknown): T | undefined => schema.safeParse(value).data;

/** Reads the findings out of a run. What has another shape than the story knows is left out of it, never guessed. */
export function findingsOf({ findings }: Pick<GenerationView, 'findings'>): Findings {
  const analysis = known(Analysis, findings['analysis']);
  return {
    language: known(Language, findings['language']),
    translation: known(Translation, findings['translation']),
    mood: analysis?.mood,
    shots: analysis?.shots ?? [],
  };
}
