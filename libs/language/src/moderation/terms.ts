import { loadJson } from '@polyreel/service-kit';
import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { fold } from './fold.js';

/** What a term speaks of; the groups that the rules combine. */
export const TermGroup = z.enum([
  'harmless',
  'minor',
  'age_unit',
  'minor_sexual',
  'explicit',
  'erotic',
  'nude',
  'posing',
  'cruelty',
  'gore_detail',
  'gore',
  'instruct',
  'self_harm',
  'prevention',
  'dangerous_goods',
  'extremist',
  'extremist_slogan',
  'praise',
  'opposition',
  'remembrance',
  'people_group',
  'destroy',
  'slur',
  'real_person',
  'instruction',
]);
export type TermGroup = z.infer<typeof TermGroup>;

/** One term: its words in order, each whole or, with `open`, the beginning of a word. */
export interface Term {
  group: TermGroup;
  language: string;
  words: readonly { text: string; open: boolean }[];
  /** Counts only in texts of its own language: it is harmless in another. */
  ownOnly: boolean;
  /** Of a script that parts no words, or of Korean, whose words carry endings: found anywhere in a sentence. */
  unspaced: boolean;
}

/** Letters of scripts that part no words, and of Korean. */
export const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u;
const TermFile = z.partialRecord(z.union([TermGroup, z.literal('about')]), z.string());

/** All terms of the data files, each in its folded form. */
export const terms: readonly Term[] = readdirSync(new URL('./terms/', import.meta.url))
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) =>
    Object.entries(loadJson(import.meta.url, `./terms/${name}`, TermFile)).flatMap(([group, list]) =>
      group === 'about' || !list
        ? []
        : list.split(/[,،]\s*/).map((term) => termOf(term.trim(), group as TermGroup, name.replace('.json', ''))),
    ),
  );

function termOf(written: string, group: TermGroup, language: string): Term {
  const ownOnly = written.startsWith('~');
  const words = compared(written.replace('~', ''), language)
    .split(/[\s\-/'’\u200c]+/)
    .filter(Boolean)
    .map((word) => ({ text: word.replace(/\*$/, ''), open: word.endsWith('*') }));
  return { group, language, words, ownOnly, unspaced: UNSPACED.test(written) };
}

/** Vietnamese words differ by their tone marks alone, so they keep them. */
function compared(term: string, language: string): string {
  return language === 'vi' ? term.normalize('NFC').toLowerCase() : fold(term);
}
