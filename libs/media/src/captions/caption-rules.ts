import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const Rules = z.object({
  $why: z.string(),
  columns: z.number().int(),
  fullWidthColumns: z.number().int(),
  lines: z.number().int(),
  shortestCueSeconds: z.number().positive(),
  hurried: z.number().min(1),
  charactersPerSecond: z.record(z.string(), z.number()).and(z.object({ default: z.number() })),
  fontScale: z.record(z.string(), z.number()),
  fonts: z.record(z.string(), z.string()).and(z.object({ default: z.string() })),
});

/** How captions are cut, timed and set: see `$why` in caption-rules.json. */
export const rules = loadJson(import.meta.url, './caption-rules.json', Rules);

/** How fast this language is read, in graphemes without spaces per second. */
export const readingSpeed = (language: string): number =>
  rules.charactersPerSecond[language.split('-')[0]!] ?? rules.charactersPerSecond.default;

/** Languages that are written from right to left. */
export const isRightToLeft = (language: string): boolean =>
  /^(ar|fa|he|iw|ur|ps|sd|ug|yi|dv|ckb|ku-Arab|pa-Arab|az-Arab)(-|$)/.test(language);
