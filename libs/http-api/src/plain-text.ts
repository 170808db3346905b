import { z } from 'zod';

/** Controls, line and paragraph separators, halves of characters, and marks that turn text around: what makes a line look like another. */
const DECEITFUL = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u;
const deceitful = (text: string) => DECEITFUL.test(text);

/** One line that a person writes. It can break no line of a log or a letter, and reads as it is written. */
export const oneLine = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !deceitful(text), { message: 'Control characters and marks that turn text around are not taken here.' });

/** Several lines that a person writes. */
export const someLines = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .transform((text) => text.replace(/\r\n?/g, '\n'))
    .refine((text) => !deceitful(text.replace(/[\n\t]/g, ' ')), {
      message: 'Control characters and marks that turn text around are not taken here.',
    });
