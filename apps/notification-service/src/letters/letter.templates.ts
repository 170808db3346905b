import { loadJson } from '@polyreel/service-kit';
import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { LetterKind, PLACEHOLDERS, WITH_ACTION } from './letter.kind.js';

const line = z.string().trim().min(1);
const NAMED = /\{(\w+)\}/g;

const Letter = z.strictObject({ subject: line, text: line, action: line.optional() });
export type LetterTemplate = z.infer<typeof Letter>;

/** All letters of one language, each naming what it must name and nothing else. */
export const Letters = z
  .strictObject({
    direction: z.enum(['ltr', 'rtl']),
    greeting: line,
    footer: line,
    /** Stands under letters that can be switched off. */
    switchable: line,
    letters: z.record(LetterKind, Letter),
  })
  .superRefine(({ letters }, context) => {
    for (const kind of LetterKind.options) {
      const { subject, text, action } = letters[kind];
      const complain = (message: string) => context.addIssue({ code: 'custom', path: ['letters', kind], message });
      const named = [...new Set([...`${subject} ${text}`.matchAll(NAMED)].map(([, name]) => name!))].sort();
      const due = [...PLACEHOLDERS[kind]].sort();
      if (named.join() !== due.join()) complain(`names {${named.join('} {')}} where {${due.join('} {')}} is due`);
      if (PLACEHOLDERS[kind].some((name) => !text.includes(`{${name}}`))) complain('does not name everything in its text');
      if ((action !== undefined) !== WITH_ACTION.includes(kind)) complain('has an action where none is due, or none where one is');
    }
  });
export type Letters = z.infer<typeof Letters>;

/** The languages that letters are written in: one file each. */
export const LOCALES: readonly string[] = readdirSync(new URL('.', import.meta.url))
  .flatMap((file) => /^([a-z]{2})\.json$/.exec(file)?.[1] ?? [])
  .sort();

const read = new Map<string, Letters>();

/** The letters of the nearest language: a region's or script's own tag falls back to its language, an unknown one to English. */
export function lettersIn(locale: string): { language: string; letters: Letters } {
  const wanted = locale.toLowerCase().split(/[-_]/)[0]!;
  const language = LOCALES.includes(wanted) ? wanted : 'en';
  let letters = read.get(language);
  if (!letters) read.set(language, (letters = loadJson(import.meta.url, `./${language}.json`, Letters)));
  return { language, letters };
}
