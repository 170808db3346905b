import { type Category, CATEGORIES, vocabulary } from '../../lexicon/vocabulary.js';
import type { DictionaryTraits } from './dictionaries.js';
import type { Entry, PartOfSpeech } from './entry.js';

const LONGEST = 3; // words; more is an explanation, not a translation
const VERB_CATEGORIES: readonly Category[] = ['action'];

/** An English word and how likely it is meant; scores are comparable within one language only. */
export interface Sense {
  english: string;
  partOfSpeech: PartOfSpeech;
  score: number;
}

let known: Map<string, Category[]> | undefined;

/** The categories of the film vocabulary in which an English word stands. */
export function filmCategories(word: string): Category[] {
  known ??= new Map();
  if (!known.size) {
    for (const category of CATEGORIES) {
      for (const concept of Object.keys(vocabulary()[category])) known.set(concept, [...(known.get(concept) ?? []), category]);
    }
  }
  return known.get(word) ?? [];
}

/**
 * The sense that a film prompt likeliest means: one that the film vocabulary knows, written like the word in the text, of no special
 * field, early in the entry. Undefined where no sense is short enough to stand in a sentence.
 */
export function bestSense(entries: readonly Entry[], word: string, traits: DictionaryTraits): Sense | undefined {
  let best: Sense | undefined;
  entries.forEach((entry, place) => {
    const partOfSpeech = kindOf(entry, traits);
    entry.senses.forEach(({ words, special }, sense) =>
      words.forEach((written, at) => {
        const english = written.replace(/^(?:to|a|an|the) (?=\S)/i, '').toLowerCase();
        if (english.split(' ').length > LONGEST || !/^[a-z][a-z' -]*$/.test(english)) return;
        const categories = filmCategories(english);
        const fits =
          partOfSpeech === 'unknown' || categories.some((category) => VERB_CATEGORIES.includes(category) === (partOfSpeech === 'verb'));
        const score =
          (categories.length && fits ? 1.5 : 0) -
          (special ? 1 : 0) +
          0.8 * entry.fullness -
          0.35 * sense -
          0.25 * at -
          0.1 * place -
          (traits.nounsCapitalised && isCapital(entry.headword) !== isCapital(word) ? 1.5 : 0) -
          (english.includes(' ') ? 0.5 : 0);
        if (!best || score > best.score) best = { english, partOfSpeech: /^to /i.test(written) ? 'verb' : partOfSpeech, score };
      }),
    );
  });
  return best;
}

function kindOf({ headword, partOfSpeech }: Entry, { verb, nounsCapitalised }: DictionaryTraits): PartOfSpeech {
  if (partOfSpeech !== 'unknown') return partOfSpeech;
  if (nounsCapitalised && isCapital(headword)) return 'noun';
  return verb && new RegExp(verb, 'u').test(headword) ? 'verb' : 'unknown';
}

const isCapital = (word: string) => /^\p{Lu}/u.test(word);
