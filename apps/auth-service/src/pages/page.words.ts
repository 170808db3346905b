import { loadJson } from '@polyreel/service-kit';
import { readdirSync } from 'node:fs';
import { z } from 'zod';

const line = z.string().trim().min(1);

const PageWords = z.strictObject({
  direction: z.enum(['ltr', 'rtl']),
  verifyEmail: z.strictObject({ title: line, text: line, button: line, done: line }),
  resetPassword: z.strictObject({ title: line, field: line, hint: line, button: line, done: line }),
  /** What the API refuses with, in a person's words. */
  failures: z.strictObject({ link: line, common: line, length: line, later: line }),
  needsScript: line,
});
export type PageWords = z.infer<typeof PageWords>;

/** The languages that the pages speak: one file each, the same as those of the letters that lead to them. */
export const PAGE_LANGUAGES: readonly string[] = readdirSync(new URL('words/', import.meta.url))
  .flatMap((file) => /^([a-z]{2})\.json$/.exec(file)?.[1] ?? [])
  .sort();

const read = new Map<string, PageWords>();

/** Of a language that is on the list. */
export function wordsOf(language: string): PageWords {
  let words = read.get(language);
  if (!words) read.set(language, (words = loadJson(import.meta.url, `./words/${language}.json`, PageWords)));
  return words;
}

/** A browser names a handful of languages; nobody reads more of a header than this. */
const LONGEST_HEADER = 500;

/** That of the link; else the one that the browser likes best among ours (RFC 9110, 12.5.4); else English. */
export function pageLanguage(locale: string | undefined, accepted: string | undefined): string {
  const liked = (accepted ?? '').slice(0, LONGEST_HEADER).split(',').map(preference);
  const byQuality = liked.filter(({ quality }) => quality > 0).sort((a, b) => b.quality - a.quality);
  return [locale ?? '', ...byQuality.map(({ tag }) => tag)].map(languageOf).find((language) => PAGE_LANGUAGES.includes(language)) ?? 'en';
}

/** `iw` is what Java, and so Android, long called Hebrew. */
const FORMER: Readonly<Record<string, string>> = { iw: 'he' };

function languageOf(tag: string): string {
  const [language = ''] = tag.trim().toLowerCase().split(/[-_]/);
  return FORMER[language] ?? language;
}

function preference(part: string): { tag: string; quality: number } {
  const [tag = '', ...parameters] = part.split(';');
  const said = parameters.map((one) => /^\s*q=(\d(?:\.\d{1,3})?)\s*$/i.exec(one)?.[1]).find((q) => q !== undefined);
  return { tag, quality: said === undefined ? 1 : Number(said) };
}
