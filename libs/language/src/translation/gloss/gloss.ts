import type { Rendering } from '../rendering.js';
import { englishOf } from './clauses.js';
import { grammarOf } from './grammar.js';
import { phrasesOf } from './phrases.js';
import { read } from './reader.js';

/** How far a fully understood gloss is believed: it has the words and the order, not the finer sense. */
const BELIEVED = 0.5;

/** Says a sentence in plain English, word by word, from film words, CLDR's names of things and a dictionary. Undefined where nothing is known. */
export function gloss(sentence: string, language: string): Rendering | undefined {
  const { tokens, coverage, sources } = read(sentence, language);
  if (!sources.size) return undefined;
  const grammar = grammarOf(language);
  const english = englishOf(phrasesOf(tokens, grammar), grammar);
  if (!english) return undefined;
  const ending = /[.!?…]["'”’»)\]]*$/u.test(sentence)
    ? (/[.!?…](?=["'”’»)\]]*$)/u.exec(sentence)?.[0] ?? '.')
    : /[。！？।]/u.test(sentence)
      ? '.'
      : '';
  return {
    text: english[0]!.toUpperCase() + english.slice(1) + ending,
    engine: [...sources].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)).join('+'),
    coverage,
    confidence: BELIEVED * coverage,
  };
}

const ORDER = ['lexicon', 'freedict', 'concepts'];
