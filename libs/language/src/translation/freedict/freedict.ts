import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { primaryCode } from '../../lexicon/languages.js';
import { LeastRecentlyUsed } from '../../lexicon/least-recently-used.js';
import { spell } from '../../lexicon/orthography.js';
import { baseForms } from './base-forms.js';
import { DictionaryIndex } from './dictionary-index.js';
import { type DictionaryTraits, dictionaryTraits } from './dictionaries.js';
import { Dictzip } from './dictzip.js';
import type { Entry, PartOfSpeech } from './entry.js';
import { parseEntry } from './entry.js';
import { invertedEntries } from './inverted.js';
import { bestSense } from './sense.js';

/** An English word for a foreign one. */
export interface Looked {
  english: string;
  partOfSpeech: PartOfSpeech;
  /** 0 to 1: lower the more of the word had to be cut off. */
  confidence: number;
}

/** Where Debian's dict-freedict packages put their files. */
const FOLDER = '/usr/share/dictd';
const OPEN_AT_ONCE = 3;
const SHORTEST_PART = 4;
/** A letter cut off weighs as much as standing one sense further down in the entry. */
const CUT_COSTS = 0.35;

type Dictionary = (spelledWord: string) => Entry[];

const dictionaries = new LeastRecentlyUsed<string, Dictionary>(OPEN_AT_ONCE);

/** The bilingual dictionaries of the FreeDict project, as far as they are installed on this machine. */
export const FreeDict = {
  /** Whether a dictionary for the language is installed. */
  speaks(language: string): boolean {
    const traits = dictionaryTraits(primaryCode(language));
    return traits !== undefined && existsSync(pathOf(traits, 'index'));
  },

  /** The likeliest English word for a word as it stands in a text; undefined where no dictionary knows it in any form. */
  lookUp(word: string, language: string): Looked | undefined {
    const code = primaryCode(language);
    const traits = dictionaryTraits(code);
    if (!traits || !FreeDict.speaks(code)) return undefined;
    const dictionary = dictionaries.get(traits.code, () => open(traits, code));
    const spelled = spell(word, code);
    return simple(dictionary, word, spelled, code, traits) ?? compound(dictionary, spelled, code, traits);
  },
};

function simple(dictionary: Dictionary, word: string, spelled: string, code: string, traits: DictionaryTraits): Looked | undefined {
  let best: (Looked & { score: number }) | undefined;
  for (const { form, cut } of baseForms(spelled, code, traits)) {
    const sense = bestSense(dictionary(form), word, traits);
    if (!sense) continue;
    const score = sense.score - CUT_COSTS * cut;
    if (!best || score > best.score) {
      best = { ...sense, score, confidence: Math.max(0.4, 0.95 - 0.1 * cut) * (traits.related ? 0.8 : 1) };
    }
  }
  return best;
}

/** Two known words in one: Drachenhöhle is a dragon cave. */
function compound(dictionary: Dictionary, spelled: string, code: string, traits: DictionaryTraits): Looked | undefined {
  if (!traits.compounds) return undefined;
  for (let at = spelled.length - SHORTEST_PART; at >= SHORTEST_PART; at -= 1) {
    const tail = bestSense(dictionary(spelled.slice(at)), spelled.slice(at), traits);
    if (!tail) continue;
    for (const link of traits.compounds) {
      const stem = spelled.slice(0, at);
      if (!stem.endsWith(link) || stem.length - link.length < SHORTEST_PART) continue;
      const head = bestSense(dictionary(stem.slice(0, stem.length - link.length)), stem, traits);
      if (head) return { english: `${head.english} ${tail.english}`, partOfSpeech: tail.partOfSpeech, confidence: 0.6 };
    }
  }
  return undefined;
}

function open(traits: DictionaryTraits, code: string): Dictionary {
  const file = new Dictzip(pathOf(traits, 'dict.dz'));
  if (traits.inverted) return invertedEntries(file, code);
  const index = new DictionaryIndex(pathOf(traits, 'index'), (headword) => spell(headword, code));
  return (spelledWord) => index.find(spelledWord).map(({ offset, length }) => parseEntry(file.read(offset, length)));
}

const pathOf = ({ code, inverted }: DictionaryTraits, kind: 'index' | 'dict.dz') =>
  join(FOLDER, `freedict-${inverted ? `eng-${code}` : `${code}-eng`}.${kind}`);
