import { spell } from '../../lexicon/orthography.js';
import type { Dictzip } from './dictzip.js';
import { type Entry, parseEntry } from './entry.js';

/** Which dictionary forms of English head an entry: a line with a pronunciation that is not indented. */
const ENTRY_HEAD = /^(?=\S[^\n/]{0,60} \/[^\n]*\/)/m;
/** A word met only as a late, special translation says little. */
const MOST_SENSES = 3;

/**
 * An English-to-foreign dictionary read backwards: for each foreign word the English headwords that it translates, the ones whose
 * first translation it is before the others.
 */
export function invertedEntries(file: Dictzip, code: string): (spelledWord: string) => Entry[] {
  const english = new Map<string, { headword: string; partOfSpeech: Entry['partOfSpeech']; rank: number }[]>();
  for (const text of file.readAll().split(ENTRY_HEAD)) {
    const { headword, partOfSpeech, senses } = parseEntry(text);
    senses.slice(0, MOST_SENSES).forEach(({ words }, sense) =>
      words.slice(0, MOST_SENSES).forEach((word, place) => {
        const spelled = spell(word, code);
        english.set(spelled, [...(english.get(spelled) ?? []), { headword, partOfSpeech, rank: sense + place }]);
      }),
    );
  }
  return (spelledWord) =>
    (english.get(spelledWord) ?? [])
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ headword, partOfSpeech }) => ({
        headword: spelledWord,
        partOfSpeech,
        fullness: 0,
        senses: [{ words: [headword], special: false }],
      }));
}
