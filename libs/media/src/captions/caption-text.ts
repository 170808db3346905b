/** Characters that format, control or reorder text but show nothing. The joiners that scripts need (U+200C, U+200D) are not among them. */
const INVISIBLE = /[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffd]/gu;

/** One line of plain text: no control or direction characters, spaces folded. */
export const cleaned = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s\u0085\u2028\u2029]+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/ {2,}/g, ' ')
    .trim();

/** A piece of text that no line break may cut. `spaced`: a space stands before it when it does not begin a line. */
export interface Unit {
  text: string;
  columns: number;
  spaced: boolean;
}

const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff00-\uff60]/u;
/** Scripts that write without spaces: lines break between words, which a dictionary must find. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uff60]/u;
/** What may not begin a line: closing marks, small kana, the long-vowel mark, repeat marks (JIS X 4051; Unicode line breaking CL, NS). */
const NO_START = /^[\p{Pe}\p{Pf}\p{Mn}、。，．・：；？！!?,.:;%\u2026\u2025ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶๆฯ។៕၊။]/u;
const NO_END = /[\p{Ps}\p{Pi}¿¡$£¥€]$/u;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Graphemes of a text: what a reader would call its letters. */
export const lettersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

/** Width in columns of a fixed grid: full-width letters take two, marks that stand above or below none, others one. */
export const columnsOf = (text: string): number =>
  lettersOf(text).reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : signsOf(letter)), 0);

/** Signs of one letter that stand beside each other: Indic vowel signs may, accents do not. */
const signsOf = (letter: string) => Math.max(1, letter.replace(/[\p{Mn}\p{Me}\p{Cf}]/gu, '').length);

/** Cuts a cleaned line into pieces at every place where a line may break. Pieces wider than `widest` are cut between letters. */
export function unitsOf(text: string, language: string, widest: number): Unit[] {
  const units: Unit[] = [];
  let spaced = false;
  for (const { segment } of segmenterFor(language).segment(text)) {
    if (/^\s+$/u.test(segment)) {
      spaced = true;
      continue;
    }
    const last = units.at(-1);
    if (last && !spaced && !breaksBetween(last.text, segment)) last.text += segment;
    else units.push({ text: segment, columns: 0, spaced });
    spaced = false;
  }
  return units.flatMap((unit) => cutWide({ ...unit, columns: columnsOf(unit.text) }, widest));
}

function breaksBetween(before: string, after: string): boolean {
  if (NO_START.test(after) || NO_END.test(before)) return false;
  return UNSPACED.test(lettersOf(before).at(-1)!) || UNSPACED.test(lettersOf(after)[0]!);
}

function cutWide(unit: Unit, widest: number): Unit[] {
  if (unit.columns <= widest) return [unit];
  const pieces: Unit[] = [];
  for (const letter of lettersOf(unit.text)) {
    const last = pieces.at(-1);
    const columns = columnsOf(letter);
    if (last && last.columns + columns <= widest) {
      last.text += letter;
      last.columns += columns;
    } else pieces.push({ text: letter, columns, spaced: pieces.length === 0 && unit.spaced });
  }
  return pieces;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterFor(language: string): Intl.Segmenter {
  let segmenter = segmenters.get(language);
  if (!segmenter)
    segmenters.set(language, (segmenter = new Intl.Segmenter(language === 'und' ? undefined : language, { granularity: 'word' })));
  return segmenter;
}

/** Joins pieces to a line again. */
export const lineOf = (units: readonly Unit[]): string =>
  units.map(({ text, spaced }, i) => (spaced && i > 0 ? ` ${text}` : text)).join('');

/** Width of the line that these pieces make. */
export const widthOf = (units: readonly Unit[]): number =>
  units.reduce((sum, { columns, spaced }, i) => sum + columns + (spaced && i > 0 ? 1 : 0), 0);
