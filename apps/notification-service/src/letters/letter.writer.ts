import { inBrief, printable } from '../printable.text.js';
import type { LetterKind, LetterValues, Placeholder } from './letter.kind.js';
import { SWITCHABLE } from './letter.kind.js';
import { htmlLetter } from './letter.layout.js';
import { lettersIn } from './letter.templates.js';

/** A letter, ready to be sent. */
export interface WrittenLetter {
  language: string;
  subject: string;
  text: string;
  html: string;
}

const LONGEST_IN_SUBJECT = 60;
const LONGEST_IN_TEXT = 400;

/** Writes a letter in the reader's language. What it fills in is text, whatever it looks like: never markup, never a second line or header. */
export function writeLetter(kind: LetterKind, locale: string, values: LetterValues, link?: string): WrittenLetter {
  const { language, letters } = lettersIn(locale);
  const { subject, text, action } = letters.letters[kind];
  const said = filled(text, language, values, LONGEST_IN_TEXT);
  const footer = SWITCHABLE.includes(kind) ? `${letters.footer} ${letters.switchable}` : letters.footer;
  const pressed = link && action ? { label: action, link } : undefined;
  return {
    language,
    subject: plain(filled(subject, language, values, LONGEST_IN_SUBJECT)),
    text: [letters.greeting, plain(said), ...(pressed ? [`${pressed.label}:\n${pressed.link}`] : []), `-- \n${footer}`].join('\n\n') + '\n',
    html: htmlLetter({ language, direction: letters.direction, greeting: letters.greeting, said, action: pressed, footer }),
  };
}

/** The same for a list or a push: a title and a sentence. */
export function inShort(kind: LetterKind, locale: string, values: LetterValues): { title: string; body: string } {
  const { language, letters } = lettersIn(locale);
  const { subject, text } = letters.letters[kind];
  return {
    title: plain(filled(subject, language, values, LONGEST_IN_SUBJECT)),
    body: plain(filled(text, language, values, LONGEST_IN_TEXT)),
  };
}

/** A piece of a letter: our own words, or what was filled in. */
export interface Piece {
  text: string;
  foreign: boolean;
}

const plain = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('');

/** What is filled in is looked at once: a prompt that says {url} stays what it is. */
function filled(template: string, language: string, values: LetterValues, longest: number): Piece[] {
  return template.split(/(\{\w+\})/).map((piece) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1] as Placeholder | undefined;
    return name ? { text: inBrief(inWords(name, values[name], language), longest), foreign: true } : { text: piece, foreign: false };
  });
}

function inWords(name: Placeholder, value: string | number | undefined, language: string): string {
  if (value === undefined) return '…';
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
  if (name === 'until')
    return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' }).format(new Date(value));
  if (name === 'month')
    return new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${value}-01`));
  return printable(value);
}
