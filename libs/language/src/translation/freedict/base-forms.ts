import { cliticsOf } from '../../lexicon/languages.js';
import type { DictionaryTraits } from './dictionaries.js';

/** Less than this of a word is another word. */
const SHORTEST_STEM = 3;
const LEAST_KEPT = 0.55;

/**
 * The forms under which a dictionary may list a spelled word, likeliest first: itself, then with ever longer endings cut off and the
 * language's dictionary endings put on. `cut` says how many letters were taken, from either end.
 */
export function* baseForms(
  spelled: string,
  language: string,
  { cut, endings, prefixes, article }: DictionaryTraits,
): Generator<{ form: string; cut: number }> {
  const letters = [...spelled];
  yield { form: spelled, cut: 0 };
  if (article) yield { form: article + spelled, cut: 0 };
  for (let taken = 0; taken <= cut; taken += 1) {
    const stem = letters.slice(0, letters.length - taken);
    if (stem.length < (taken > 1 ? SHORTEST_STEM + 1 : SHORTEST_STEM) || stem.length < letters.length * LEAST_KEPT) break;
    for (const ending of endings) if (taken || ending) yield { form: stem.join('') + ending, cut: Math.max(1, taken) };
    // loopt: lopen, vliegende: vliegen; a doubled letter at the stem's end is the spelling's, not the word's.
    if (taken && stem.length > SHORTEST_STEM && stem.at(-1) === stem.at(-2))
      for (const ending of endings) yield { form: stem.slice(0, -1).join('') + ending, cut: taken + 1 };
  }
  for (const prefix of prefixes ?? cliticsOf(language)?.prefixes ?? []) {
    if (spelled.startsWith(prefix) && letters.length - prefix.length >= SHORTEST_STEM)
      yield { form: spelled.slice(prefix.length), cut: prefix.length };
  }
}
