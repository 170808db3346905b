import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const tables = loadJson(
  import.meta.url,
  './han-characters.json',
  z.object({ about: z.string(), pairs: z.string(), shared: z.string(), japanese: z.string() }),
);
const pairs = tables.pairs.split(' ').map((pair) => [...pair] as [string, string]);
const simplified = new Set(pairs.map(([short]) => short));
const traditional = new Set(pairs.map(([, full]) => full));
/** Forms found in Japanese and in neither Chinese script, and the other way round. */
const japanese = new Set([...tables.japanese].filter((character) => !simplified.has(character) && !traditional.has(character)));
for (const character of tables.shared) simplified.delete(character);
for (const [short, full] of pairs) if (short === full) [simplified, traditional].forEach((table) => table.delete(short));

/** What is believed of a text without any telling character; two telling characters make a text reliable. */
const BEFOREHAND = { 'zh-Hans': 0.5, 'zh-Hant': 0.25, ja: 0.2 };

/** Tells Simplified and Traditional Chinese and Japanese without kana apart by characters that only one of them writes. */
export function hanLanguages(text: string): { language: string; confidence: number }[] {
  const count = { ...BEFOREHAND };
  for (const character of text) {
    if (japanese.has(character)) count.ja += 1;
    else if (simplified.has(character)) count['zh-Hans'] += 1;
    else if (traditional.has(character)) count['zh-Hant'] += 1;
  }
  const whole = count['zh-Hans'] + count['zh-Hant'] + count.ja;
  return Object.entries(count)
    .map(([language, share]) => ({ language, confidence: share / whole }))
    .sort((a, b) => b.confidence - a.confidence);
}
