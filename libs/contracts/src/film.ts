/** The language of film: the words that analysers, prompts and renderers share. */
import { z } from 'zod';

export const MoodLabel = z.enum(['serene', 'joyful', 'tense', 'eerie', 'epic', 'melancholic', 'romantic', 'energetic', 'neutral']);
export type MoodLabel = z.infer<typeof MoodLabel>;

/** How a passage feels. `valence` -1 (dark) to 1 (bright), `energy` 0 (still) to 1 (frantic). */
export const Mood = z.object({ label: MoodLabel, valence: z.number().min(-1).max(1), energy: z.number().min(0).max(1) });
export type Mood = z.infer<typeof Mood>;

export const ShotSize = z.enum(['extreme_wide', 'wide', 'full', 'medium', 'close_up', 'extreme_close_up']);
export type ShotSize = z.infer<typeof ShotSize>;

export const CameraAngle = z.enum(['eye_level', 'low', 'high', 'birds_eye', 'worms_eye', 'dutch', 'over_shoulder']);
export type CameraAngle = z.infer<typeof CameraAngle>;

export const CameraMovement = z.enum([
  'static',
  'pan_left',
  'pan_right',
  'tilt_up',
  'tilt_down',
  'dolly_in',
  'dolly_out',
  'zoom_in',
  'zoom_out',
  'truck_left',
  'truck_right',
  'crane_up',
  'crane_down',
  'orbit',
  'handheld',
]);
export type CameraMovement = z.infer<typeof CameraMovement>;

/** `stated` says that the text asked for it; otherwise a rule chose it from mood and content. */
export const Camera = z.object({ size: ShotSize, angle: CameraAngle, movement: CameraMovement, stated: z.boolean() });
export type Camera = z.infer<typeof Camera>;

/** How a shot begins, seen from the one before it. The first shot of a film has `fade_in` or `cut`. */
export const Transition = z.enum(['cut', 'crossfade', 'fade_black', 'fade_in', 'wipe']);
export type Transition = z.infer<typeof Transition>;

export const TimeOfDay = z.enum(['dawn', 'morning', 'day', 'afternoon', 'sunset', 'dusk', 'night']);
export type TimeOfDay = z.infer<typeof TimeOfDay>;

export const Season = z.enum(['spring', 'summer', 'autumn', 'winter']);
export type Season = z.infer<typeof Season>;

export const Weather = z.enum(['clear', 'cloudy', 'rain', 'storm', 'snow', 'fog', 'wind', 'sandstorm']);
export type Weather = z.infer<typeof Weather>;

export const Era = z.enum(['prehistoric', 'ancient', 'medieval', 'industrial', 'modern', 'future']);
export type Era = z.infer<typeof Era>;

/** The scenery that a place belongs to; the entity list keeps the exact word. */
export const Scenery = z.enum([
  'meadow',
  'hills',
  'mountains',
  'forest',
  'jungle',
  'desert',
  'snowfield',
  'beach',
  'island',
  'sea',
  'underwater',
  'lake',
  'river',
  'sky',
  'space',
  'planet',
  'volcano',
  'cave',
  'swamp',
  'farm',
  'garden',
  'village',
  'city',
  'street',
  'road',
  'harbour',
  'ruins',
  'stage',
  'stadium',
  'room',
  'kitchen',
  'classroom',
  'laboratory',
  'library',
  'spaceship',
]);
export type Scenery = z.infer<typeof Scenery>;

export const Colour = z.enum([
  'red',
  'orange',
  'yellow',
  'green',
  'turquoise',
  'blue',
  'purple',
  'pink',
  'brown',
  'black',
  'white',
  'grey',
  'gold',
  'silver',
]);
export type Colour = z.infer<typeof Colour>;

export const Size = z.enum(['tiny', 'small', 'normal', 'big', 'giant']);
export type Size = z.infer<typeof Size>;

/** What a figure does, as far as an illustrator can show it. Verbs outside the list stay in `verb`. */
export const Action = z.enum([
  'fly',
  'walk',
  'run',
  'swim',
  'dance',
  'jump',
  'sit',
  'stand',
  'lie',
  'sleep',
  'eat',
  'drink',
  'sing',
  'play',
  'fight',
  'fall',
  'climb',
  'drive',
  'ride',
  'sail',
  'float',
  'dive',
  'roll',
  'spin',
  'glow',
  'burn',
  'grow',
  'wave',
  'look',
  'read',
  'write',
  'cook',
  'work',
  'talk',
  'cry',
  'laugh',
  'hug',
  'rise',
  'set',
  'blow',
  'hide',
  'explode',
  'chase',
  'swing',
  'paint',
  'build',
]);
export type Action = z.infer<typeof Action>;

/** Where a figure stands seen from another one. */
export const Relation = z.enum(['above', 'on', 'under', 'beside', 'behind', 'in_front_of', 'inside', 'towards', 'around', 'with']);
export type Relation = z.infer<typeof Relation>;

export const EntityKind = z.enum(['character', 'object', 'location']);

export const Entity = z.object({
  /** Unique in one analysis: `e1`, `e2`, … */
  id: z.string().regex(/^e[0-9]+$/),
  kind: EntityKind,
  /** The English concept, singular and lower case: `dragon`, `fire engine`. */
  concept: z.string().min(1).max(80),
  /** The word as the writer put it, in the source language. */
  label: z.string().min(1).max(120),
  /** The emoji that draws it, where there is one. */
  emoji: z.string().max(32).optional(),
  /** For a location: the scenery that draws it. */
  scenery: Scenery.optional(),
  attributes: z
    .object({
      colour: Colour.optional(),
      size: Size.optional(),
      /** How many of it; `many` words count as 5. */
      count: z.number().int().min(1).max(20).default(1),
      action: Action.optional(),
      verb: z.string().max(60).optional(),
      /** Other describing words, in English: `old`, `broken`, `happy`. */
      qualities: z.array(z.string().max(40)).max(8).default([]),
    })
    .prefault({}),
  placement: z.object({ relation: Relation, target: z.string() }).optional(),
  /** Index of the sentence it stands in. */
  sentence: z.number().int().min(0),
  confidence: z.number().min(0).max(1),
});
export type Entity = z.infer<typeof Entity>;

/** The moment a shot plays in. Nothing is set that the text does not tell. */
export const Setting = z.object({
  scenery: Scenery,
  /** True where the text told the place, false where a rule chose it. */
  stated: z.boolean(),
  timeOfDay: TimeOfDay.default('day'),
  season: Season.optional(),
  weather: Weather.default('clear'),
  era: Era.optional(),
});
export type Setting = z.infer<typeof Setting>;

/** One unbroken piece of film: what it shows, for how long, and how the camera sees it. */
export const Shot = z.object({
  index: z.number().int().min(0),
  /** What is told, in English and in the writer's own words (the caption). */
  text: z.string(),
  originalText: z.string(),
  sentences: z.array(z.number().int().min(0)),
  startSeconds: z.number().min(0),
  durationSeconds: z.number().positive().max(60),
  setting: Setting,
  mood: Mood,
  camera: Camera,
  transition: Transition,
  entities: z.array(Entity),
});
export type Shot = z.infer<typeof Shot>;

export const AspectRatio = z.enum(['16:9', '9:16', '1:1', '4:5']);
export type AspectRatio = z.infer<typeof AspectRatio>;

export const Resolution = z.enum(['360p', '480p', '720p', '1080p']);
export type Resolution = z.infer<typeof Resolution>;
