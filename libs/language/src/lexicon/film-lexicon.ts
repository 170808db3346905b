import type { Candidate, Finder } from './candidate.js';
import { isUnspaced, likelyLanguages } from './languages.js';
import { LeastRecentlyUsed } from './least-recently-used.js';
import { settle } from './settle.js';
import { spacedFinder } from './spaced-finder.js';
import { unspacedFinder } from './unspaced-finder.js';
import { type Category, type MeaningOf, vocabulary } from './vocabulary.js';
import { formsOf, lexiconLanguages, wordListFor } from './word-list.js';

/** A film concept found in a text: `start` and `end` are UTF-16 offsets, `surface` is what stands between them. */
export type ConceptMatch = {
  [C in Category]: {
    category: C;
    /** The English key of the vocabulary: `dragon`, `camera pans`. */
    concept: string;
    meaning: MeaningOf<C>;
    surface: string;
    start: number;
    end: number;
    /** What stands inside it and is not of it. */
    holes?: readonly { start: number; end: number }[];
    /** 0 to 1: full forms above 0.9; open endings, missing diacritics, an unknown language and doubtful word boundaries lower it. */
    confidence: number;
  };
}[Category];

/** How far a word list is believed for a text whose language nobody could tell. */
const UNKNOWN_LANGUAGE = 0.6;

// All services of a process share the loaded indexes: about 0.5 MB each.
const finders = new LeastRecentlyUsed<string, Finder>(24);

/** The words of film in every language that has a word list. */
export const FilmLexicon = {
  /**
   * The film concepts in a text, in its order. Overlaps are settled: the longest phrase wins, and a camera phrase hides the things inside it.
   * An unknown language (`und`) is tried with the word lists of its script at lower confidence; a known one without a word list gives nothing.
   */
  match(text: string, language: string): ConceptMatch[] {
    const code = wordListFor(language);
    if (code !== undefined) return told(text, settle(finderFor(code)(text)));
    if (!language.startsWith('und')) return [];
    const candidates = likelyLanguages(text)
      .filter((likely) => lexiconLanguages().has(likely))
      .flatMap((likely) => finderFor(likely)(text))
      .map((candidate) => ({ ...candidate, confidence: candidate.confidence * UNKNOWN_LANGUAGE }));
    return told(text, settle(candidates));
  },

  /** Whether a language tag has a word list of its own or a near relative's. */
  speaks: (language: string): boolean => wordListFor(language) !== undefined,

  /** Codes of all languages with a word list. */
  languages: (): string[] => [...lexiconLanguages()].sort(),
};

function finderFor(code: string): Finder {
  return finders.get(code, () => (isUnspaced(code) ? unspacedFinder(formsOf(code), code) : spacedFinder(formsOf(code), code)));
}

const told = (text: string, candidates: Candidate[]): ConceptMatch[] =>
  candidates.map(({ form: { category, concept }, start, end, holes, confidence }) => {
    const meaning = vocabulary()[category][concept];
    // The loader has checked that the vocabulary holds the concept under this category: the pair fits.
    return {
      category,
      concept,
      meaning,
      surface: text.slice(start, end),
      start,
      end,
      ...(holes?.length && { holes }),
      confidence: round(confidence),
    } as ConceptMatch;
  });

const round = (confidence: number) => Math.round(confidence * 100) / 100;
