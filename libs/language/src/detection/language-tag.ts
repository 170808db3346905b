import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const { aliases } = loadJson(
  import.meta.url,
  './language-aliases.json',
  z.object({ about: z.string(), aliases: z.record(z.string(), z.string()) }),
);

/** Languages whose script tells what a reader can read, and so stays in the tag. */
const SCRIPT_MATTERS = new Set(['zh', 'sr', 'uz', 'az', 'pa', 'mn']);
/** The script nobody writes out: `sr-Cyrl` and `zh-Hans` keep theirs, `uz-Latn` is plain `uz`. */
const UNMARKED = new Set(['uz-Latn', 'az-Latn', 'pa-Guru', 'mn-Cyrl']);

/**
 * The tag by which this project knows a language: legacy and three-letter codes replaced (iw is he, no is nb, fil is tl), regions
 * dropped, the script kept where it matters (zh-TW is zh-Hant). `und` where the code is malformed or unknown.
 */
export function normalizeLanguage(code: string): string {
  let locale: Intl.Locale;
  try {
    locale = new Intl.Locale(code.trim().replaceAll('_', '-'));
  } catch {
    return 'und';
  }
  const { language, script, region } = locale;
  // V8 gives no language at all for `und`.
  const base = resolve((language as string | undefined) ?? 'und');
  const family = base.split('-')[0] ?? base;
  if (script && SCRIPT_MATTERS.has(family)) {
    const tag = `${family}-${script}`;
    return UNMARKED.has(tag) ? family : tag;
  }
  if (region && aliases[`${family}-${region}`]) return aliases[`${family}-${region}`] as string;
  return base;
}

function resolve(language: string): string {
  const once = aliases[language] ?? language;
  return aliases[once] ?? once;
}
