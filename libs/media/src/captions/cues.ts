import { evenOrOne, inBoxes, linesOf, sentencesOf, widestFor } from './caption-boxes.js';
import { readingSpeed, rules } from './caption-rules.js';
import { cleaned, lettersOf, lineOf, type Unit, unitsOf } from './caption-text.js';
import { type Listening, spokenCues } from './spoken-cues.js';

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
  /** Set where a voice speaks the words: then cues follow it instead of the shots. */
  heard?: Listening;
}

/** Cuts the words of every shot into cues that can be read: at sentences, then evenly, then at words of the script. */
export function captionsFor(shots: readonly CaptionedShot[], { language, columns = rules.columns, heard }: CaptionOptions): Captions {
  const passages = joinRepeats(shots.map((shot) => ({ ...shot, text: cleaned(shot.text) }))).filter(({ text }) => text !== '');
  if (heard) {
    const texts = passages.map(({ text }) => text);
    const { startSeconds, durationSeconds } = shots.at(-1)!;
    const { cues, unshown } = spokenCues(texts, { language, columns, heard, endSeconds: startSeconds + durationSeconds });
    return { language, cues, shortened: unshown };
  }
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
  const widest = widestFor(text, columns);
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
