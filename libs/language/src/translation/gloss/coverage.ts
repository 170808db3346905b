import { isUnspaced } from '../../lexicon/languages.js';
import { wordsOf } from '../../lexicon/orthography.js';
import { isStandIn } from '../protected-text.js';
import type { Grammar } from './grammar.js';

/** Without spaces, about this part of the letters are particles and endings that no list holds. */
const LETTERS_OF_CONTENT = 0.65;

/**
 * The part of a sentence's words that was understood, 0 to 1, each as surely as it was; of its letters where words are not parted.
 * `taken` holds for each character how surely, in hundredths.
 */
export function coverageOf(sentence: string, language: string, taken: Uint8Array, grammar: Grammar): number {
  if (isUnspaced(language)) {
    const letters = [...sentence.matchAll(/\p{L}/gu)].map(({ index }) => (taken[index] ?? 0) / 100);
    return letters.length ? Math.min(1, letters.reduce((sum, known) => sum + known, 0) / (letters.length * LETTERS_OF_CONTENT)) : 0;
  }
  const words = wordsOf(sentence, language).filter(({ spelled, surface }) => !grammar.drop.has(spelled) && !isStandIn(surface));
  const known = words.map(({ start, end }) => Math.max(0, ...taken.subarray(start, end)) / 100);
  return words.length ? known.reduce((sum, sure) => sum + sure, 0) / words.length : 1;
}
