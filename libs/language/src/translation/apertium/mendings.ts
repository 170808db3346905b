import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';

const { mendings } = loadJson(
  import.meta.url,
  './mendings.json',
  z.strictObject({ about: z.string(), mendings: z.array(z.tuple([z.string().min(1), z.string()])) }),
);
const rules = mendings.map(([pattern, replacement]) => [new RegExp(pattern, 'g'), replacement] as const);

/** Apertium's English with the set phrases of film prompts put right: `to the dusk` is `at dusk`. */
export const mended = (english: string): string =>
  rules.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), english);
