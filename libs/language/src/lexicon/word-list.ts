import { readdirSync } from 'node:fs';
import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { declined } from './declension.js';
import { primaryCode, traits } from './languages.js';
import { type Category, CATEGORIES, vocabulary } from './vocabulary.js';

const folder = new URL('./words/', import.meta.url);

/** One language's words: category → English concept → forms. A trailing `*` means any ending. */
export const WordList = z.partialRecord(
  z.enum(CATEGORIES as [Category, ...Category[]]),
  z.record(z.string(), z.array(z.string().min(1).max(60)).max(40)),
);
export type WordList = z.infer<typeof WordList>;

/** One form of a concept, as its language writes it. */
export interface Form {
  category: Category;
  concept: string;
  form: string;
}

let available: Set<string> | undefined;

/** Codes of the languages that have film words. */
export function lexiconLanguages(): ReadonlySet<string> {
  available ??= new Set(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -'.json'.length)),
  );
  return available;
}

/** The word list that serves a language tag (`zh-Hant` → `zh`, `nn` → `nb`); undefined where there is none. */
export function wordListFor(language: string): string | undefined {
  const code = primaryCode(language);
  const alias = traits.aliases[code];
  if (lexiconLanguages().has(code)) return code;
  return alias !== undefined && lexiconLanguages().has(alias) ? alias : undefined;
}

/** All forms of a language, with those that follow from the listed ones. Throws where the file is malformed or names a concept that the vocabulary does not know. */
export function formsOf(code: string): Form[] {
  const words = loadJson(import.meta.url, `./words/${code}.json`, WordList);
  const known = vocabulary();
  const listed = CATEGORIES.flatMap((category) =>
    Object.entries(words[category] ?? {}).flatMap(([concept, forms]) => {
      if (!known[category][concept]) throw new Error(`words/${code}.json: ${category} "${concept}" is not in the vocabulary`);
      return forms.map((form) => ({ category, concept, form }));
    }),
  );
  return [...listed, ...declined(code, listed)];
}
