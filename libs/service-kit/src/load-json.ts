import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/**
 * Reads a data file that lies beside the code and checks it: `loadJson(import.meta.url, './moods.json', schema)`.
 * Throws with the file's name where it does not fit, so a broken lexicon stops the start and not a request.
 */
export function loadJson<Schema extends z.ZodType>(base: string, path: string, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(JSON.parse(readFileSync(new URL(path, base), 'utf8')));
  if (!result.success) throw new Error(`${path} does not fit its schema: ${result.error.message}`);
  return result.data;
}
