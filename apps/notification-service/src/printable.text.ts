/** Controls, line separators, and marks that turn the direction of text: they let one thing look like another, or begin a new line. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** Somebody else's text on one line, without anything that acts instead of being read. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim();

/** The same, at most so many characters long. */
export function inBrief(text: string, most: number): string {
  const characters = [...printable(text)];
  return characters.length > most
    ? `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : characters.join('');
}
