import { shotWords } from './shot-words.js';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const uncountable = new Set(shotWords.uncountable);

/** `a castle`, `an owl`, `an hour`, `a unicorn`; things without a number go without an article. */
export function withArticle(phrase: string, noun = phrase): string {
  if (uncountable.has(noun.split(' ').at(-1)!)) return phrase;
  const vowel = /^(?:[aeio]|u(?!ni|se|ti|sual)|hour|honest|heir)/i.test(phrase);
  return `${vowel ? 'an' : 'a'} ${phrase}`;
}

/** The plural of an English noun or noun phrase: its last word changes. */
export function plural(noun: string): string {
  const [last, ...rest] = noun.split(' ').reverse();
  return [...rest.reverse(), pluralWord(last!)].join(' ');
}

function pluralWord(word: string): string {
  if (uncountable.has(word)) return word;
  const irregular = shotWords.irregularPlurals[word];
  if (irregular) return irregular;
  if (/(?:s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return `${word}s`;
}

/** `a red dragon`, `three red dragons`, `many birds` (more than ten are not counted). */
export function counted(count: number, adjectives: string, noun: string): string {
  const described = (one: string) => [adjectives, one].filter(Boolean).join(' ');
  if (count === 1) return withArticle(described(noun), noun);
  return `${NUMBERS[count] ?? 'many'} ${described(plural(noun))}`;
}

/** The -ing form of a verb; of a phrasal verb its first word changes: `wake up` → `waking up`. */
export function gerund(verb: string): string {
  const [head, ...rest] = verb.trim().split(/\s+/);
  return [ingOf(head!), ...rest].join(' ');
}

function ingOf(word: string): string {
  if (/[^aeiou]?ing$/.test(word) && word.length > 5) return word;
  if (word.endsWith('ie')) return `${word.slice(0, -2)}ying`;
  if (/[^aeoy]e$/.test(word)) return `${word.slice(0, -1)}ing`;
  // One short vowel before one consonant: the consonant doubles (run, swim, hug), but not in play, show, fix.
  if (/^[^aeiou]*(?:[aeiou]|qui)[^aeiouwxy]$/.test(word)) return `${word}${word.at(-1)}ing`;
  return `${word}ing`;
}

/** `a, b and c`. */
export const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Makes a sentence of a phrase: a capital, one full stop, no blanks before punctuation. Empty stays empty. */
export function sentence(phrase: string): string {
  const clean = phrase
    .replace(/\s+/g, ' ')
    .replace(/ ([,.;:!?])/g, '$1')
    .replace(/[,;:\s]+$/, '')
    .trim();
  if (!clean) return '';
  return `${clean[0]!.toUpperCase()}${clean.slice(1)}${/[.!?…"”]$/.test(clean) ? '' : '.'}`;
}
