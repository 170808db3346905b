import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const code = z.string().regex(/^[a-z]{2,3}$/);

/** How the languages of the word lists are written, as far as finding words in them needs it. */
const Traits = z.strictObject({
  /** Codes under which another code's words serve. */
  aliases: z.record(code, code),
  /** Written without spaces between words. */
  unspaced: z.array(code),
  /** Written in two alphabets: both are read as Latin. */
  cyrillicToLatin: z.array(code),
  /** Little words written together with the next one: at most `most` of them, never leaving fewer than `rest` letters. */
  clitics: z.record(code, z.strictObject({ prefixes: z.array(z.string().min(1)), most: z.number().int(), rest: z.number().int() })),
  /** Which word lists to try, at low confidence, for text in an unknown language. */
  byScript: z.record(z.string(), z.array(code)),
});
export type Clitics = z.infer<typeof Traits>['clitics'][string];

export const traits = loadJson(import.meta.url, './languages.json', Traits);

const unspaced = new Set(traits.unspaced);
const biscriptal = new Set(traits.cyrillicToLatin);

/** `zh` of `zh-Hant`; lower case. */
export const primaryCode = (language: string): string => language.split('-', 1)[0]!.toLowerCase();

export const isUnspaced = (language: string): boolean => unspaced.has(primaryCode(language));

export const isBiscriptal = (language: string): boolean => biscriptal.has(primaryCode(language));

export const cliticsOf = (language: string): Clitics | undefined => traits.clitics[primaryCode(language)];

const SCRIPTS = Object.keys(traits.byScript).map((name) => ({ name, letter: new RegExp(`\\p{Script=${name}}`, 'gu') }));

/** Word lists worth trying for a text of unknown language: those of the script that most of its letters belong to. */
export function likelyLanguages(text: string): string[] {
  let best: { name: string; letters: number } | undefined;
  for (const { name, letter } of SCRIPTS) {
    // Kana decide for Japanese even among many kanji.
    const letters = (text.match(letter)?.length ?? 0) * (name === 'Hiragana' || name === 'Katakana' ? 5 : 1);
    if (letters > (best?.letters ?? 0)) best = { name, letters };
  }
  return best ? (traits.byScript[best.name] ?? []) : [];
}
