import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Style = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  aliases: z.array(z.string().min(1)),
  /** How a still of it looks, how it moves, and what would spoil it. */
  look: z.string().min(1),
  motion: z.string().min(1),
  avoid: z.string().min(1),
});
export type Style = z.infer<typeof Style>;

/** The styles that have words of their own; the first is the one for films that ask for none. */
export const styles: readonly Style[] = z
  .array(Style)
  .min(1)
  .parse(JSON.parse(readFileSync(new URL('./styles.json', import.meta.url), 'utf8')));
export const DEFAULT_STYLE = styles[0]!;

const normal = (words: string) =>
  words
    .toLowerCase()
    .replace(/[-_\s]+/g, ' ')
    .trim();
const namesOf = ({ name, aliases }: Style) => [name, ...aliases].map(normal);
const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The style that a caller names, by name or alias; an unknown one is taken at its word. */
export function styleNamed(wanted: string): Style {
  const known = styles.find((style) => namesOf(style).includes(normal(wanted).replace(/ style$/, '')));
  return (
    known ?? {
      name: 'custom',
      aliases: [],
      look: `In the style of ${wanted}`,
      motion: `In the style of ${wanted}`,
      avoid: 'inconsistent style',
    }
  );
}

const ASKS = styles.map((style) => {
  const names = namesOf(style)
    .map((name) => escaped(name).replaceAll(' ', '[ -]'))
    .join('|');
  // A word of style counts only where it speaks of the film: "a painting hangs on the wall" asks for nothing.
  return {
    style,
    pattern: new RegExp(
      String.raw`\b(?:(?:${names})[ -]style|style of (?:an? )?(?:${names})|(?:in|as) (?:an? )?(?:${names})(?: style| look)?(?=[.,;:]|$)|^\W*(?:an? )?(?:${names})(?: (?:video|film|movie|animation|scene|clip|shot|of\b))|(?:${names}) (?:video|animation|clip))`,
      'i',
    ),
  };
});

/** The style that a text itself asks for: `in anime style`, `a watercolour painting of …`. The longest name wins: film noir is not film. */
export function styleIn(text: string): Style | undefined {
  const asked = ASKS.flatMap(({ style, pattern }) => ({ style, length: pattern.exec(text)?.[0].length ?? 0 })).filter(
    ({ length }) => length > 0,
  );
  return asked.sort((a, b) => b.length - a.length)[0]?.style;
}
