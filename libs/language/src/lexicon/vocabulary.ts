import {
  Action,
  CameraAngle,
  CameraMovement,
  Colour,
  EntityKind,
  Era,
  MoodLabel,
  Relation,
  Scenery,
  Season,
  ShotSize,
  Size,
  TimeOfDay,
  Transition,
  Weather,
} from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const emoji = z.string().min(1).max(32);
const concepts = <Meaning extends z.ZodType>(meaning: Meaning) => z.record(z.string().min(1).max(80), meaning);

/** What the words of each category mean on screen: English concept → meaning. The order of the categories is their precedence. */
export const Vocabulary = z.strictObject({
  thing: concepts(z.strictObject({ kind: EntityKind, emoji })),
  place: concepts(z.strictObject({ scenery: Scenery, emoji: emoji.optional() })),
  action: concepts(z.strictObject({ action: Action })),
  colour: concepts(z.strictObject({ colour: Colour })),
  size: concepts(z.strictObject({ size: Size })),
  count: concepts(z.strictObject({ count: z.number().int().min(1).max(20) })),
  quality: concepts(z.strictObject({})),
  time: concepts(z.strictObject({ timeOfDay: TimeOfDay })),
  season: concepts(z.strictObject({ season: Season })),
  weather: concepts(z.strictObject({ weather: Weather })),
  era: concepts(z.strictObject({ era: Era })),
  mood: concepts(z.strictObject({ mood: MoodLabel })),
  camera: concepts(z.strictObject({ size: ShotSize.optional(), angle: CameraAngle.optional(), movement: CameraMovement.optional() })),
  sequence: concepts(z.strictObject({ transition: Transition })),
  relation: concepts(z.strictObject({ relation: Relation })),
});
export type Vocabulary = z.infer<typeof Vocabulary>;

/** A kind of film concept: `thing`, `colour`, `camera`, … */
export type Category = keyof Vocabulary;

/** What a concept of a category means on screen. */
export type MeaningOf<C extends Category> = Vocabulary[C][string];

export const CATEGORIES = Object.keys(Vocabulary.shape) as Category[];

let loaded: Vocabulary | undefined;

/** The film concepts that every word list speaks of. Throws where the data file is malformed. */
export function vocabulary(): Vocabulary {
  loaded ??= loadJson(import.meta.url, './vocabulary.json', Vocabulary);
  return loaded;
}
