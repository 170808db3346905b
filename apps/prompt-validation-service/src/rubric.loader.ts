import { Scenery, TimeOfDay, Weather } from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const share = z.number().min(0).max(1);
const criterion = z.strictObject({ weight: share, question: z.string().min(1) });
const length = z.number().int().positive();

const Rubric = z
  .strictObject({
    validFrom: share,
    criteria: z.strictObject({
      subject: criterion,
      setting: criterion,
      camera: criterion,
      detail: criterion,
      economy: criterion,
      consistency: criterion,
      language: criterion,
    }),
    limits: z.strictObject({ imagePrompt: length, videoPrompt: length, negativePrompt: length }),
    limitsSource: z.string(),
    shortest: length,
    enoughWords: length,
  })
  .refine(
    ({ criteria }) => Math.abs(Object.values(criteria).reduce((sum, { weight }) => sum + weight, 0) - 1) < 1e-9,
    'the weights must add up to 1',
  );

/** The written rubric: what is asked of a prompt, and how much each answer counts. */
export const rubric = loadJson(import.meta.url, './rubric/rubric.json', Rubric);
export type Criterion = keyof z.infer<typeof Rubric>['criteria'];

const Contradiction = z.strictObject({
  code: z.string().regex(/^[a-z_]+$/),
  when: z.strictObject({
    timeOfDay: z.array(TimeOfDay).optional(),
    weather: z.array(Weather).optional(),
    scenery: z.array(Scenery).optional(),
  }),
  /** Words that cannot stand there, each with those that can. */
  words: z.record(z.string().min(1), z.string().min(1)),
});
export const contradictions = loadJson(import.meta.url, './rubric/contradictions.json', z.array(Contradiction));

/** Weather that a place cannot have. */
export const impossibleWeather = loadJson(import.meta.url, './rubric/impossible-weather.json', z.partialRecord(Scenery, z.array(Weather)));
