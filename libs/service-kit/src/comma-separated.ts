import { z } from 'zod';

/** A variable that holds a list, as `one, another`: room around a name is none of it, and an empty name is none. */
export const commaSeparated = z.string().transform((text) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean),
);
