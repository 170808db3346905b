import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const { bcp47, pivots } = loadJson(
  import.meta.url,
  './language-codes.json',
  z.strictObject({ bcp47: z.record(z.string().regex(/^[a-z]{2,3}$/), z.string().regex(/^[a-z]{3}$/)), pivots: z.array(z.string()) }),
);

/** Apertium's code of a BCP 47 tag, three letters; Serbian, Croatian and Bosnian are one language to it. */
export const apertiumCode = (tag: string): string => normalCode(tag.split('-', 1)[0]!.toLowerCase());

/** Older packages name languages by two letters (`es-pt`), newer by three (`spa-eng`). */
export const normalCode = (code: string): string => bcp47[code] ?? code;

/** The languages with the fullest dictionaries first; others come after them. */
export const pivotRank = (code: string): number => (pivots.includes(code) ? pivots.indexOf(code) : pivots.length);
