import { isRightToLeft, rules } from './caption-rules.js';
import { lineOf, type Unit, widthOf } from './caption-text.js';
import { evenRows, fewestRows } from './line-breaks.js';

/** Longest line of a text in columns: full-width letters are read in shorter ones. */
export const widestFor = (text: string, columns: number): number =>
  Math.min(
    columns,
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text) ? rules.fullWidthColumns : columns,
  );

/** The Unicode rules know no Khmer, Burmese or Tibetan full stop: a sentence ends there too. */
export const sentencesOf = (text: string, language: string): string[] =>
  Array.from(
    new Intl.Segmenter(language === 'und' ? undefined : language, { granularity: 'sentence' }).segment(text),
    ({ segment }) => segment,
  ).flatMap((sentence) => sentence.split(/(?<=[။។៕།]\s*)(?=[^\s။។៕།])/u));

/** Cuts a sentence into boxes of at most two lines, as even as they can be. */
export function inBoxes(units: Unit[], widest: number): Unit[][] {
  if (evenOrOne(units, widest)) return [units];
  // A long sentence: cut by rows first in parts small enough for the exact search, then two rows to a box.
  const rows = units.length > 200 ? greedyRows(units, widest) : fewestRows(units, widest);
  const boxed: Unit[][] = [];
  for (let i = 0; i < rows.length; i += rules.lines) boxed.push(rows.slice(i, i + rules.lines).flat());
  return boxed;
}

function greedyRows(units: readonly Unit[], widest: number): Unit[][] {
  const rows: Unit[][] = [[]];
  let width = 0;
  for (const unit of units) {
    width += unit.columns + (unit.spaced && width > 0 ? 1 : 0);
    if (width > widest) {
      rows.push([]);
      width = unit.columns;
    }
    rows.at(-1)!.push(unit);
  }
  return rows;
}

/** The lines of a box; undefined where it does not fit into one. */
export const evenOrOne = (units: Unit[], widest: number) => (widthOf(units) <= widest ? [units] : evenRows(units, rules.lines, widest));

/** A player takes the direction of a line from its first letter: a line of Arabic that begins with a Latin name needs a mark to stay Arabic. */
const RIGHT_TO_LEFT_MARK = '\u200f';
const FIRST_STRONG = /\p{L}/u;
const RTL_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** The text of a box, line by line. */
export function linesOf(box: Unit[], widest: number, language: string): string[] {
  const rows = evenOrOne(box, widest) ?? [box];
  return rows.map(lineOf).map((line) => {
    const first = FIRST_STRONG.exec(line)?.[0];
    return isRightToLeft(language) && first && !RTL_LETTER.test(first) ? RIGHT_TO_LEFT_MARK + line : line;
  });
}
