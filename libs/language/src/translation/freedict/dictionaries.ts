import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const Traits = z.strictObject({
  /** FreeDict's three letters. */
  code: z.string().regex(/^[a-z]{3}$/),
  /** Only English to this language exists: it is read backwards. */
  inverted: z.boolean().default(false),
  /** A near relative's dictionary. */
  related: z.boolean().default(false),
  /** How many letters an inflection may add. */
  cut: z.number().int().min(0).max(4),
  /** What dictionary forms end in. */
  endings: z.array(z.string()).min(1),
  /** Written together with the noun, and so found in headwords. */
  article: z.string().min(1).optional(),
  /** What may stand before a dictionary form. */
  prefixes: z.array(z.string().min(1)).optional(),
  /** Dictionary forms that look so are verbs. */
  verb: z.string().optional(),
  /** What may stand between the parts of a compound; unset where words are not compounded. */
  compounds: z.array(z.string()).optional(),
  nounsCapitalised: z.boolean().default(false),
});
export type DictionaryTraits = z.infer<typeof Traits>;

const byLanguage = loadJson(import.meta.url, './dictionaries.json', z.record(z.string().regex(/^[a-z]{2,3}$/), Traits));

/** How the dictionary of a language is to be read; undefined where FreeDict has none. */
export const dictionaryTraits = (code: string): DictionaryTraits | undefined => byLanguage[code];

/** Every language that FreeDict could be installed for. */
export const dictionaryLanguages: readonly string[] = Object.keys(byLanguage);
