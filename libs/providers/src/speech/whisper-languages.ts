import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { primaryLanguage } from './speech.port.js';

const { codes, named } = loadJson(
  import.meta.url,
  './whisper-languages.json',
  z.object({ codes: z.string().transform((all) => all.split(' ')), named: z.record(z.string(), z.string()) }),
);

const inEnglish = new Intl.DisplayNames(['en'], { type: 'language' });
const tags = new Map([
  ...codes.map((code) => [code, named[code] ?? code] as const),
  ...codes.map((code) => [inEnglish.of(code)!.toLowerCase(), named[code] ?? code] as const),
  ...Object.entries(named),
]);

/** BCP 47 of what a Whisper calls a language, be it `english` or `en`; `und` of anything else. */
export const languageOf = (name: string | undefined): string => tags.get(name?.trim().toLowerCase() ?? '') ?? 'und';

/** What a Whisper calls this language, or undefined where it does not know it: then it is better left to listen. */
export function whisperCode(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined;
  const primary = primaryLanguage(tag);
  return codes.find((code) => code === primary) ?? codes.find((code) => named[code] === primary);
}
