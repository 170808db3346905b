import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const Price = z.strictObject({
  /** A credit is a US cent. */
  creditsPerUsd: z.number().positive(),
  /** What a second of finished film costs beside what providers bill: its cutting, scoring and keeping, and the embedded engines. */
  creditsPerSecondOfFilm: z.number().min(0),
});

const { creditsPerUsd, creditsPerSecondOfFilm } = loadJson(import.meta.url, './prices.json', Price);

/** Thousandths of a credit are what floating point may be off by: they must not become a whole one. */
const ROUNDING = 1e-6;

/** Whole credits for so many seconds of film for which providers bill so many US dollars; rounded up once, for the whole film. */
export const creditsFor = (seconds: number, usd: number): number =>
  Math.max(0, Math.ceil(seconds * creditsPerSecondOfFilm + usd * creditsPerUsd - ROUNDING));

/** The same in US dollars. */
export const usdOf = (credits: number): number => credits / creditsPerUsd;
