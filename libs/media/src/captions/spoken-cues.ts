import { evenOrOne, inBoxes, linesOf, sentencesOf, widestFor } from './caption-boxes.js';
import { rules } from './caption-rules.js';
import { type Unit, unitsOf } from './caption-text.js';
import type { Cue } from './cues.js';
import { evenRows } from './line-breaks.js';

/** When something is heard, in seconds of the film. */
export interface Heard {
  startSeconds: number;
  endSeconds: number;
}

/** Says when each piece of each sentence is heard. */
export type Listening = (sentences: readonly (readonly string[])[]) => readonly (readonly Heard[])[];

interface Timed extends Heard {
  units: Unit[];
}

/** A pause of so many seconds ends a cue also within a sentence. */
const LONG_PAUSE = 0.6;
/** Between two cues that are nearer than this the first one stays: the screen would only flicker. */
const FLICKER = 0.4;
/** Said within so many seconds, words stay with their neighbours. */
const BRIEF = 1;
/** What was not heard, or nearly not, is shown for at least so long. */
const LEAST = 0.3;

/**
 * Cuts words that a voice speaks into cues: at sentences, at long pauses, then evenly. A cue comes with its first word and goes with its
 * last; it stays a little longer only where it was too short to be read, or the next one follows at once. Nothing is shortened: whoever
 * reads along reads as fast as is spoken. `unshown` counts what was not heard and has no moment of its own.
 */
export function spokenCues(
  passages: readonly string[],
  { language, columns, heard, endSeconds }: { language: string; columns: number; heard: Listening; endSeconds: number },
): { cues: Cue[]; unshown: number } {
  const widest = widestFor(passages.join(''), columns);
  const sentences = passages
    .flatMap((passage) => sentencesOf(passage, language))
    .map((sentence) => unitsOf(sentence.trim(), language, widest))
    .filter((units) => units.length > 0);
  const times = heard(sentences.map((units) => units.map(({ text }) => text)));
  const boxes = sentences.flatMap((units, at) => phrasesOf(units, times[at]!).flatMap((phrase) => boxed(phrase, times[at]!, widest)));
  const settledBoxes = settled(joinBrief(boxes, widest), endSeconds);
  const shown = settledBoxes.filter((box) => box.endSeconds > box.startSeconds);
  const cues = shown.map(({ units, startSeconds, endSeconds: until }) => ({
    startSeconds,
    endSeconds: until,
    lines: linesOf(units, widest, language),
  }));
  return { cues, unshown: settledBoxes.length - shown.length };
}

interface Phrase {
  units: Unit[];
  /** Index of its first unit in the sentence. */
  from: number;
}

/** A sentence, parted at its long pauses. */
function phrasesOf(units: readonly Unit[], times: readonly Heard[]): Phrase[] {
  const phrases: Phrase[] = [];
  for (const [at, unit] of units.entries()) {
    const pause = at > 0 && times[at]!.startSeconds - times[at - 1]!.endSeconds >= LONG_PAUSE;
    if (at === 0 || pause) phrases.push({ units: [], from: at });
    phrases.at(-1)!.units.push(unit);
  }
  return phrases;
}

function boxed({ units, from }: Phrase, times: readonly Heard[], widest: number): Timed[] {
  let at = from;
  return evenBoxes(units, widest).map((box) => {
    const { startSeconds } = times[at]!;
    at += box.length;
    return { units: box, startSeconds, endSeconds: times[at - 1]!.endSeconds };
  });
}

/** Chinese and Japanese put no space between sentences; Thai does. */
const ENDS_UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]$/u;

/** A long phrase in as few boxes as hold it, rather parted at its commas, where speakers take breath. */
function evenBoxes(units: Unit[], widest: number): Unit[][] {
  const fewest = inBoxes(units, widest);
  const even = fewest.length > 1 ? evenRows(units, fewest.length, widest * rules.lines) : undefined;
  return even?.every((box) => evenOrOne(box, widest)) ? even : fewest;
}

/** Words that are said in a moment are shown with what is said beside them, where that fits and no pause parts them. */
function joinBrief(boxes: readonly Timed[], widest: number): Timed[] {
  const brief = ({ startSeconds, endSeconds }: Heard) => endSeconds - startSeconds < BRIEF;
  return boxes.reduce<Timed[]>((joined, box) => {
    const last = joined.at(-1);
    const near = last && box.startSeconds - last.endSeconds < FLICKER && (brief(last) || brief(box));
    const [first, ...rest] = box.units;
    const units = near ? [...last.units, { ...first!, spaced: !ENDS_UNSPACED.test(last.units.at(-1)!.text) }, ...rest] : [];
    if (!near || !evenOrOne(units, widest)) return [...joined, { ...box }];
    return [...joined.slice(0, -1), { units, startSeconds: last.startSeconds, endSeconds: box.endSeconds }];
  }, []);
}

function settled(cues: Timed[], filmSeconds: number): Timed[] {
  for (const [at, cue] of cues.entries()) {
    const before = cues[at - 1];
    if (cue.endSeconds - cue.startSeconds >= LEAST) continue;
    // Hardly heard, if at all: it takes its moment from the pause behind it, or from the cue before it.
    const room = cues[at + 1]?.startSeconds ?? filmSeconds;
    cue.endSeconds = Math.max(cue.endSeconds, Math.min(room, cue.startSeconds + LEAST));
    if (!before || cue.endSeconds - cue.startSeconds >= LEAST) continue;
    cue.startSeconds = Math.max((before.startSeconds + before.endSeconds) / 2, cue.endSeconds - LEAST);
    before.endSeconds = Math.min(before.endSeconds, cue.startSeconds);
  }
  for (const [at, cue] of cues.entries()) {
    const next = cues[at + 1]?.startSeconds ?? filmSeconds;
    const readable = cue.startSeconds + rules.shortestCueSeconds;
    cue.endSeconds = Math.min(next, Math.max(cue.endSeconds, readable));
    if (at + 1 < cues.length && next - cue.endSeconds < FLICKER) cue.endSeconds = next;
  }
  return cues;
}
