import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { type ErrorClass } from './provider.error.js';

const phrases = loadJson(
  import.meta.url,
  './failure-phrases.json',
  z.array(z.object({ phrase: z.string(), errorClass: z.enum(['content_blocked', 'invalid_input', 'transient', 'timeout']) })),
).map(({ phrase, errorClass }) => ({ pattern: new RegExp(phrase, 'i'), errorClass }));

/** What kind of failure an operation's own words tell of. Providers give no code for it; words that tell nothing leave it to another provider. */
export const classOfWords = (words: string): ErrorClass => phrases.find(({ pattern }) => pattern.test(words))?.errorClass ?? 'unavailable';
