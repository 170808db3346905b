import { CameraMovement, MoodLabel, Scenery, ShotSize, Weather } from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const words = z.string();

/** What a cinematographer would note beside a shot. */
export const technique = loadJson(
  import.meta.url,
  './technique/technique.json',
  z.strictObject({
    lenses: z.record(ShotSize, words),
    lighting: z.record(MoodLabel, words),
    palettes: z.record(MoodLabel, words),
    resolution: words,
    motionQuality: words,
  }),
);

/** Camera moves as Kling and Hailuo read them in brackets. */
export const brackets = loadJson(import.meta.url, './technique/brackets.json', z.record(CameraMovement, words));

/** What a place and its weather sound like, for models that make sound. */
export const sounds = loadJson(
  import.meta.url,
  './technique/audio.json',
  z.strictObject({ weathers: z.record(Weather, words), sceneries: z.record(Scenery, words) }),
);

const Profile = z.strictObject({
  name: z.string().regex(/^[a-z]+$/),
  providers: z.string(),
  maxLength: z.number().int().positive(),
  /** {slots} are filled with the phrases of the shot. */
  pattern: z.string().min(1),
});
export type WordingProfile = z.infer<typeof Profile>;

/** How each family of video models likes to be told. */
export const wordingProfiles = loadJson(import.meta.url, './technique/wording-profiles.json', z.array(Profile));
