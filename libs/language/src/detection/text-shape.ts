import { z } from 'zod';

/** How a text looks before any language is thought of. */
export interface TextShape {
  /** NFC, lower case, without links, addresses and tags. */
  readonly text: string;
  /** Words in lower case, and the parts of words with an apostrophe or a joiner. */
  readonly tokens: readonly string[];
  /** Letters of all scripts. */
  readonly letterCount: number;
  /** Share of each script of the letters, largest first; a Chinese character says as much as several Latin letters. */
  readonly scripts: readonly { script: string; share: number; text: string }[];
}

/** A detector learns nothing more from a text beyond this many UTF-16 units; it bounds the work. */
const ENOUGH = 1_500;

export const Script = z.enum([
  'Latin',
  'Cyrillic',
  'Arabic',
  'Devanagari',
  'Bengali',
  'Hebrew',
  'Ethiopic',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Thai',
  'Lao',
  'Khmer',
  'Myanmar',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Gujarati',
  'Gurmukhi',
  'Oriya',
  'Tibetan',
  'Georgian',
  'Armenian',
  'Greek',
  'Thaana',
  'Mongolian',
  'Cherokee',
  'Tifinagh',
  'Ol_Chiki',
  'Nko',
  'Javanese',
  'Canadian_Aboriginal',
]);
const RUNS = new RegExp(Script.options.map((name) => `(?<${name}>\\p{Script=${name}}+)`).join('|'), 'gu');
/** Letters of an alphabet that one character of the script is worth. */
const WORTH: Record<string, number> = { Han: 3, Hiragana: 2, Katakana: 2, Hangul: 2.5 };
const NOISE = /https?:\/\/\S+|www\.\S+|\S+@\S+\.\S+|[#@][\p{L}\p{N}_]+/gu;
const APOSTROPHES = /[’ʼʻ‘`´]/g;

/** Measures a text. Never throws, whatever the text holds. */
export function shapeOf(raw: string): TextShape {
  const text = raw
    .slice(0, ENOUGH)
    .replace(/\p{Surrogate}/gu, ' ')
    .replaceAll('İ', 'i')
    .normalize('NFC')
    .replace(NOISE, ' ')
    .replace(APOSTROPHES, "'")
    .toLowerCase();
  const found = new Map<string, { weight: number; parts: string[] }>();
  let letterCount = 0;
  for (const { 0: run, groups = {} } of text.matchAll(RUNS)) {
    const script = Object.keys(groups).find((name) => groups[name] !== undefined) as string;
    const known = found.get(script) ?? { weight: 0, parts: [] };
    known.weight += run.length * (WORTH[script] ?? 1);
    known.parts.push(run);
    found.set(script, known);
    letterCount += run.length;
  }
  const whole = [...found.values()].reduce((sum, { weight }) => sum + weight, 0);
  const scripts = [...found]
    .map(([script, { weight, parts }]) => ({ script, share: weight / whole, text: parts.join(' ') }))
    .sort((a, b) => b.share - a.share);
  return { text, tokens: tokensOf(text), letterCount, scripts };
}

function tokensOf(text: string): string[] {
  const words = text.split(/[^\p{L}\p{M}'\u200c·]+/u).filter((word) => /\p{L}/u.test(word));
  return words.flatMap((word) => (/['\u200c]/.test(word) ? [word, ...word.split(/['\u200c]/).filter(Boolean)] : [word]));
}
