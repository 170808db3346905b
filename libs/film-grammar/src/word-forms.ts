import { readFileSync } from 'node:fs';
import { z } from 'zod';

const irregular = new Map(
  Object.entries(
    z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(new URL('./irregular-verbs.json', import.meta.url), 'utf8'))),
  ),
);

/** English endings and what may have stood in their place. A stem keeps at least three letters. */
const ENDINGS: readonly [ending: string, instead: readonly string[]][] = [
  ["'s", ['']],
  ['ies', ['y']],
  ['ied', ['y']],
  ['ily', ['y']],
  ['es', ['', 'e']],
  ['s', ['']],
  ['ed', ['', 'e']],
  ['ing', ['', 'e']],
  ['ly', ['', 'le']],
];

/**
 * The dictionary forms that an English word may be a form of, itself first: `crying` → crying, cry, crye.
 * Over-generates on purpose: a form that is in no lexicon does no harm.
 */
export function wordForms(word: string): string[] {
  const forms = new Set([word]);
  const base = irregular.get(word);
  if (base !== undefined) forms.add(base);
  for (const [ending, instead] of ENDINGS) {
    if (!word.endsWith(ending)) continue;
    const stem = word.slice(0, -ending.length);
    if (stem.length < 3 && !(ending === 'ies' || ending === 'ied')) continue;
    for (const end of instead) forms.add(stem + end);
    if (/([^aeiouls])\1$/.test(stem)) forms.add(stem.slice(0, -1));
  }
  return [...forms];
}

/** A word or an emoji of a text, lower case, with its place. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)*|\p{Extended_Pictographic}/gu;

/** The words and emoji of a text in order; hyphens part words, so that `close-up` and `close up` read alike. */
export const wordsOf = (text: string): Word[] =>
  [...text.matchAll(WORD)].map(({ 0: surface, index }) => ({
    text: surface.toLowerCase().replaceAll('’', "'"),
    start: index,
    end: index + surface.length,
  }));
