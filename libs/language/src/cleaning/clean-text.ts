import { BIDI, CONTROL, isLayout, isWriting, ZERO_WIDTH } from './invisible.js';
import { decodeEntities, stripMarkup } from './markup.js';

/** One thing that was done, or found in order, on the way from what was typed to what is read. */
export interface CleaningStep {
  step: string;
  changed: boolean;
  /** How much was changed, in words. */
  detail?: string;
}
export interface CleanText {
  text: string;
  /** Every step in the order it was taken, those that changed nothing too. */
  steps: CleaningStep[];
}

/** More marks than this on one letter are decoration: Vietnamese needs two, Hebrew and Thai three, Tibetan four. */
const MOST_MARKS = 4;
const HEAPED_MARKS = new RegExp(`(\\p{Mn}{${MOST_MARKS}})\\p{Mn}+`, 'gu');

/**
 * The order matters: character references may stand for invisible characters, invisible characters may hide a tag, and only what is
 * left then is text.
 */
const STEPS: readonly [name: string, clean: (text: string) => string][] = [
  ['well_formed', (text) => text.replace(/\p{Surrogate}/gu, '')],
  ['entities', decodeEntities],
  ['control_characters', (text) => text.replace(CONTROL, (character) => (isLayout(character) ? character : ''))],
  ['bidirectional_controls', (text) => text.replace(BIDI, '')],
  ['zero_width', withoutZeroWidth],
  ['markup', stripMarkup],
  ['normal_form', (text) => text.normalize('NFC')],
  ['combining_marks', (text) => text.replace(HEAPED_MARKS, '$1')],
  ['whitespace', foldWhitespace],
];

/** Cleans a text of any content for reading and for generators. Never throws; the work grows linearly with the text. */
export function cleanText(raw: string): CleanText {
  let text = raw;
  const steps = STEPS.map(([step, clean]): CleaningStep => {
    const before = text;
    text = clean(before);
    return before === text ? { step, changed: false } : { step, changed: true, detail: difference(before, text) };
  });
  return { text, steps };
}

function withoutZeroWidth(text: string): string {
  const characters = [...text];
  const kept: string[] = [];
  characters.forEach((character, index) => {
    ZERO_WIDTH.lastIndex = 0;
    if (!ZERO_WIDTH.test(character) || isWriting(character, kept.at(-1) ?? '', characters[index + 1] ?? '')) kept.push(character);
  });
  return kept.join('');
}

/** Any run of spaces is one space; lines stay lines, because a line break ends a sentence; two breaks end a paragraph. */
function foldWhitespace(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\v\f]/g, '\n')
    .replace(/\u2029/g, '\n\n')
    .replace(/[\p{Zs}\t]+/gu, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function difference(before: string, after: string): string {
  const lost = [...before].length - [...after].length;
  if (lost === 0) return 'characters replaced';
  return lost > 0 ? `${lost} ${lost === 1 ? 'character' : 'characters'} removed` : `${-lost} characters added`;
}
