/** Words without case, punctuation and what stands for a space. */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .split(' ')
    .filter(Boolean);

/** How many words must be put in, taken out or replaced to make one list of the other (Levenshtein). Divided by the spoken ones it is the word error rate. */
export function wordErrors(spoken: readonly string[], heard: readonly string[]): number {
  let row = [...heard, ''].map((_, index) => index);
  spoken.forEach((word, index) => {
    const next = [index + 1];
    heard.forEach((other, at) => next.push(Math.min(row[at]! + (word === other ? 0 : 1), row[at + 1]! + 1, next[at]! + 1)));
    row = next;
  });
  return row.at(-1)!;
}
