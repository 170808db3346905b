import { Era, Season, TimeOfDay, Transition, Weather } from '@polyreel/contracts';
import { PhraseBook } from '@polyreel/film-grammar';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const words = z.array(z.string().min(1)).min(1);

/** A word that says how a moment follows the one before. */
const Sequence = z.strictObject({
  /** null hides phrases that only look like a cue: `first floor`. */
  transition: Transition.nullable(),
  /** Whether a new shot begins there: wherever it stands, only after a comma or an `and`, or never. */
  splits: z.enum(['anywhere', 'after_break', 'never']),
  words,
});
export type SequenceCue = { transition: Transition; splits: 'anywhere' | 'after_break' | 'never' };

export const sequenceCues = new PhraseBook<SequenceCue>(
  loadJson(import.meta.url, './lexicon/sequence-cues.json', z.array(Sequence)).flatMap(({ words: list, transition, splits }) =>
    list.map((word) => [word, transition ? { transition, splits } : null] as const),
  ),
);

const hour = z.number().int().min(0).max(23);
const Moments = z.strictObject({
  timeOfDay: z.record(TimeOfDay, words),
  season: z.record(Season, words),
  weather: z.record(Weather, words),
  era: z.record(Era, words),
  /** Phrases that hold a word of time or weather and mean neither: `spring roll`, `storms out`. */
  nothing: words,
  /** Seasons of the northern hemisphere: the text does not tell where it plays. */
  monthSeasons: z.record(z.string(), Season),
  yearEras: z.array(z.strictObject({ until: z.number().int(), era: Era })),
  hours: z.array(z.strictObject({ from: hour, timeOfDay: TimeOfDay })),
  /** Words that say that a moment begins here and did not hold before. */
  changes: words,
  /** How clock times are written outside English; the first group is the hour. */
  clocks: words,
});
export const moments = loadJson(import.meta.url, './lexicon/moments.json', Moments);

const bookOf = <Value extends string>(values: Record<Value, string[]>) =>
  new PhraseBook<Value>([
    ...(Object.entries(values) as [Value, string[]][]).flatMap(([value, list]) => list.map((word) => [word, value] as const)),
    ...moments.nothing.map((phrase) => [phrase, null] as const),
  ]);

export const momentWords = {
  timeOfDay: bookOf(moments.timeOfDay),
  season: bookOf(moments.season),
  weather: bookOf(moments.weather),
  era: bookOf(moments.era),
};

const tempo = loadJson(import.meta.url, './lexicon/tempo-words.json', z.strictObject({ fast: words, slow: words }));
/** 1 for a word that hurries, -1 for one that lingers. */
export const tempoWords = new PhraseBook<number>([
  ...tempo.fast.map((word) => [word, 1] as const),
  ...tempo.slow.map((word) => [word, -1] as const),
]);

/** Characters that an adult reads in a second, by language: the limits of Netflix's timed text style guides. */
export const readingSpeeds = loadJson(import.meta.url, './lexicon/reading-speeds.json', z.record(z.string(), z.number().positive()));
