import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { type DecodedSpeech, lengthOf } from './decoded-speech.js';

const share = z.number().min(0).max(1);

/** Measured, not chosen: see docs/voice.md, "Who listens", and ADR 32 for what on. */
const measured = loadJson(
  import.meta.url,
  './judgement.json',
  z.object({
    /** How often a word with this posterior is right; in between in proportion. */
    rightness: z.array(z.tuple([share, share])).min(2),
    /** Words that explain less of the sound than this are a reading of noise. */
    leastSpeech: share,
    /** Whoever speaks says so many words in a second that is no pause; of those that are no longer than people draw a word. */
    leastWordsPerSecond: z.number().positive(),
    longestWordSeconds: z.number().positive(),
    /** English covers so much of the sound with words and holds on to them so firmly: at least, and where there is little doubt. */
    english: z.object({ covered: z.tuple([share, share]), held: z.tuple([share, share]) }),
  }),
);

export interface Judgement {
  /** What the recogniser's own scores make of what it heard. */
  verdict: 'no_speech' | 'not_english' | 'english';
  /** What share of the words is probably right, 0 to 1. */
  wordsRight: number;
  /** How sure it is that English is spoken, 0 to 1; meaningful where the verdict is `english`. */
  english: number;
}

/**
 * Says what a hearing is worth, of a recording in which so many seconds are no pause. PocketSphinx finds English words in everything; what
 * tells is how much of the sound they cover, and how firmly the lattice holds on to them. In other languages it leaves a quarter and more
 * without words, or wavers between all of them. In music it may be quite sure of a word, but then draws it over half a bar: there are few.
 */
export function judgementOf({ words, wordlessSeconds }: DecodedSpeech, audibleSeconds: number): Judgement {
  const spoken = words.reduce((sum, word) => sum + lengthOf(word), 0);
  if (spoken === 0) return { verdict: 'no_speech', wordsRight: 0, english: 0 };
  const held = words.reduce((sum, word) => sum + lengthOf(word) * word.posterior, 0) / spoken;
  const covered = spoken / (spoken + wordlessSeconds);
  const wordsRight = words.reduce((sum, word) => sum + rightness(word.posterior), 0) / words.length;
  const wordsPerSecond = words.filter((word) => lengthOf(word) <= measured.longestWordSeconds).length / audibleSeconds;
  const sparse = wordsPerSecond < measured.leastWordsPerSecond;
  if (sparse || held * covered < measured.leastSpeech) return { verdict: 'no_speech', wordsRight, english: 0 };
  const margin = Math.min(along(measured.english.covered, covered), along(measured.english.held, held));
  return { verdict: margin < 0 ? 'not_english' : 'english', wordsRight, english: Math.min(1, Math.max(0, 0.5 + margin / 2)) };
}

/** 0 at the first value, 1 at the second. */
const along = ([from, to]: readonly [number, number], value: number) => (value - from) / (to - from);

/** How probable it is that a word with this posterior was said. */
export function rightness(posterior: number): number {
  const above = measured.rightness.findIndex(([at]) => at >= posterior);
  if (above <= 0) return measured.rightness.at(above)![1];
  const [[fromAt, from], [toAt, to]] = [measured.rightness[above - 1]!, measured.rightness[above]!];
  return from + ((to - from) * (posterior - fromAt)) / (toAt - fromAt);
}
