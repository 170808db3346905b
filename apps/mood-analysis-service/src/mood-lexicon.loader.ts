import { MoodLabel } from '@polyreel/contracts';
import { PhraseBook } from '@polyreel/film-grammar';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const strength = z.number().min(0).max(1);
const feeling = { valence: z.number().min(-1).max(1), energy: z.number().min(0).max(1) };
const moods = z.partialRecord(MoodLabel, strength);
const words = z.array(z.string().min(1)).min(1);

/** What a word says of the mood: how strongly it speaks for each label, and how it feels by itself. */
export interface Sense {
  moods: Partial<Record<MoodLabel, number>>;
  valence: number;
  energy: number;
}

const groups = loadJson(import.meta.url, './lexicon/mood-words.json', z.array(z.strictObject({ moods, ...feeling, words })));
const emoji = loadJson(import.meta.url, './lexicon/mood-emoji.json', z.array(z.strictObject({ moods, ...feeling, emoji: words })));

const isSilent = (sense: Sense) => Object.keys(sense.moods).length === 0;

/** English words, phrases and emoji that carry a mood. A group without a mood hides phrases that only look as if: `dark chocolate`. */
export const moodWords = new PhraseBook<Sense>([
  ...groups.flatMap(({ words, ...sense }) => words.map((word) => [word, isSilent(sense) ? null : sense] as const)),
  ...emoji.flatMap(({ emoji, ...sense }) => emoji.map((sign) => [sign, sense] as const)),
]);

/** Words that turn, strengthen or weaken the mood word after them. */
const Modifiers = z.strictObject({
  negators: words,
  /** Phrases that hold a negator but do not negate: `no doubt`. */
  notNegating: words,
  /** What is left of a mood that is denied: not happy is a little melancholic, not scary is a little serene. */
  negatedMeans: z.record(MoodLabel, moods),
  intensifiers: z.record(z.string(), z.number().min(0.1).max(2)),
  /** After them the sentence says what it really means. */
  contrasts: words,
});

const modifiers = loadJson(import.meta.url, './lexicon/modifiers.json', Modifiers);

export const { negatedMeans } = modifiers;
export const negators = new PhraseBook<true>([
  ...modifiers.negators.map((word) => [word, true] as const),
  ...modifiers.notNegating.map((phrase) => [phrase, null] as const),
]);
export const intensifiers = new PhraseBook<number>(Object.entries(modifiers.intensifiers));
export const contrasts = new PhraseBook<true>(modifiers.contrasts.map((word) => [word, true] as const));

/** A mood that no single word carries: it speaks where one word of each list stands in the sentence. */
const SceneMood = z.strictObject({ all: z.array(words).min(2), mood: MoodLabel, weight: strength, ...feeling });
export const sceneMoods = loadJson(import.meta.url, './lexicon/scene-moods.json', z.array(SceneMood));
