import { readFileSync } from 'node:fs';
import { CameraAngle, CameraMovement, Era, MoodLabel, Relation, Scenery, ShotSize, Size, TimeOfDay, Weather } from '@polyreel/contracts';
import { z } from 'zod';

const words = z.string();

/** How the film language is said in English. */
export const shotWords = z
  .strictObject({
    sizes: z.record(ShotSize, words),
    angles: z.record(CameraAngle, words),
    movements: z.record(CameraMovement, words),
    relations: z.record(Relation, words),
    sceneries: z.record(Scenery, words),
    times: z.record(TimeOfDay, words),
    weathers: z.record(Weather, words),
    eras: z.record(Era, words),
    sizesOfThings: z.record(Size, words),
    lights: z.record(TimeOfDay, words),
    weatherLights: z.partialRecord(Weather, words),
    moods: z.record(MoodLabel, words),
    irregularPlurals: z.record(z.string(), words),
    uncountable: z.array(words),
  })
  .parse(JSON.parse(readFileSync(new URL('./shot-words.json', import.meta.url), 'utf8')));
