import { isRightToLeft, readingSpeed, rules } from './caption-rules.js';
import { cleaned, lettersOf, lineOf, type Unit, unitsOf, widthOf } from './caption-text.js';
import { evenRows, fewestRows } from './line-breaks.js';

/** A stretch of film and the words that are told in it, in the writer's own language. */
export interface CaptionedShot {
  text: string;
  startSeconds: number;
  durationSeconds: number;
}

/** What is shown from `startSeconds` until `endSeconds`: one or two lines of plain text in reading order. */
export interface Cue {
  startSeconds: number;
  endSeconds: number;
  lines: string[];
}

export interface Captions {
  language: string;
  cues: Cue[];
  /** Texts that were too long for their time and end in an ellipsis. */
  shortened: number;
}

export interface CaptionOptions {
  /** BCP 47; `und` where nobody could tell. */
  language: string;
  /** Longest line in columns of a fixed grid; a narrow picture wants fewer. */
  columns?: number;
}

/** Cuts the words of every shot into cues that can be read: at sentences, then evenly, then at words of the script. */
export function captionsFor(shots: readonly CaptionedShot[], { language, columns = rules.columns }: CaptionOptions): Captions {
  const passages = joinRepeats(shots.map((shot) => ({ ...shot, text: cleaned(shot.text) }))).filter(({ text }) => text !== '');
  const cut = passages.map((passage) => cuesOf(passage, language, columns));
  return { language, cues: cut.flatMap(({ cues }) => cues), shortened: cut.filter(({ shortened }) => shortened).length };
}

/** Neighbours that tell the same words (one sentence filmed in two shots) are one passage: the caption does not start anew. */
function joinRepeats(shots: readonly CaptionedShot[]): CaptionedShot[] {
  const passages: CaptionedShot[] = [];
  for (const shot of shots) {
    const last = passages.at(-1);
    if (last?.text === shot.text) last.durationSeconds = shot.startSeconds + shot.durationSeconds - last.startSeconds;
    else passages.push({ ...shot });
  }
  return passages;
}

function cuesOf({ text, startSeconds, durationSeconds }: CaptionedShot, language: string, columns: number) {
  const widest = Math.min(
    columns,
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text) ? rules.fullWidthColumns : columns,
  );
  const whole = boxes(text, language, widest);
  const { kept, shortened } = fitted(whole, durationSeconds, readingSpeed(language) * rules.hurried);
  const weights = kept.map((box) => Math.max(4, lettersOf(lineOf(box)).length));
  const times = shares(weights, durationSeconds);
  let at = startSeconds;
  const cues = kept.map((box, i): Cue => {
    const cue = { startSeconds: at, endSeconds: (at += times[i]!), lines: linesOf(box, widest, language) };
    return cue;
  });
  return { cues, shortened };
}

/** Cuts a text into boxes of at most two lines: whole sentences together while they fit, long ones into even parts. */
function boxes(text: string, language: string, widest: number): Unit[][] {
  const sentences = sentencesOf(text, language);
  const cut: Unit[][] = [];
  for (const [i, sentence] of sentences.entries()) {
    const units = unitsOf(sentence.trim(), language, widest);
    if (units.length === 0) continue;
    const last = cut.at(-1);
    const joined = last && [...last, { ...units[0]!, spaced: /\s$/u.test(sentences[i - 1] ?? '') }, ...units.slice(1)];
    if (joined && evenOrOne(joined, widest)) cut[cut.length - 1] = joined;
    else cut.push(...inBoxes(units, widest));
  }
  return cut;
}

/** The Unicode rules know no Khmer, Burmese or Tibetan full stop: a sentence ends there too. */
const sentencesOf = (text: string, language: string): string[] =>
  Array.from(
    new Intl.Segmenter(language === 'und' ? undefined : language, { granularity: 'sentence' }).segment(text),
    ({ segment }) => segment,
  ).flatMap((sentence) => sentence.split(/(?<=[។៕။།]\s*)(?=[^\s។៕။།])/u));

function inBoxes(units: Unit[], widest: number): Unit[][] {
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

const evenOrOne = (units: Unit[], widest: number) => (widthOf(units) <= widest ? [units] : evenRows(units, rules.lines, widest));

/** Keeps as many boxes as can be read in the time; what is left out is marked by an ellipsis, never dropped in silence. */
function fitted(all: Unit[][], seconds: number, perSecond: number): { kept: Unit[][]; shortened: boolean } {
  const most = Math.max(1, Math.floor(seconds / rules.shortestCueSeconds));
  let letters = 0;
  const readable = all.findIndex((box, i) => (letters += lettersOf(lineOf(box)).length) > seconds * perSecond && i > 0);
  const count = Math.min(all.length, most, readable < 0 ? all.length : Math.max(1, readable));
  if (count === all.length) return { kept: all, shortened: false };
  const kept = all.slice(0, count);
  const last = kept.at(-1)!;
  const end = last.at(-1)!;
  kept[count - 1] = [...last.slice(0, -1), { ...end, text: `${end.text.replace(/[\p{P}]+$/u, '')}…` }];
  return { kept, shortened: true };
}

/** Shares a time out by weight, none below the shortest that can be seen. */
function shares(weights: readonly number[], seconds: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const least = Math.min(rules.shortestCueSeconds, seconds / weights.length);
  const spare = seconds - least * weights.length;
  return weights.map((weight) => least + (spare * weight) / total);
}

/** A player takes the direction of a line from its first letter: a line of Arabic that begins with a Latin name needs a mark to stay Arabic. */
const RIGHT_TO_LEFT_MARK = '\u200f';
const FIRST_STRONG = /\p{L}/u;
const RTL_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

function linesOf(box: Unit[], widest: number, language: string): string[] {
  const rows = evenOrOne(box, widest) ?? [box];
  return rows.map(lineOf).map((line) => {
    const first = FIRST_STRONG.exec(line)?.[0];
    return isRightToLeft(language) && first && !RTL_LETTER.test(first) ? RIGHT_TO_LEFT_MARK + line : line;
  });
}
