import { LONGEST_SHOT, mostShots, shotLengths, wordsOf } from '@polyreel/film-grammar';
import { Injectable } from '@nestjs/common';
import type { Beat } from './beat.pacing.js';

export interface TimedBeat extends Beat {
  durationSeconds: number;
}

const LONGEST_FILM = 60;
const SHORTEST_FILM = 5;
/** A cut more often than every two seconds is a trailer: where there is no time, beats share a shot. */
const COMFORTABLE = 2;
/** Single words and fragments ("Rain. Night. A street.") make one picture together, up to this many words. */
const FRAGMENT = 3;
const FRAGMENTS_TOGETHER = 9;

/** A further take of a beat follows the one before without more ado. */
export const FURTHER_TAKE = { cue: undefined, transition: 'cut' } as const;

/** Makes shots of beats: as many as the film's length can show, none too short to read and none an endless take. */
@Injectable()
export class ShotBreakdown {
  /** `seconds` unset: the text decides, 5 to 60. The lengths of the result add up to `total` exactly. */
  divide(beats: readonly Beat[], seconds?: number): { shots: TimedBeat[]; total: number; merged: boolean } {
    const pictures = joinFragments(beats);
    const total = seconds ?? naturalLength(pictures);
    const most = Math.max(Math.floor(total / COMFORTABLE), Math.min(2, mostShots(total)));
    const shown = merge(pictures, Math.min(most, mostShots(total)));
    return { shots: timed(stretch(shown, total), total), total, merged: shown.length < pictures.length };
  }
}

function naturalLength(beats: readonly Beat[]): number {
  const sum = beats.reduce((total, { seconds, stated }) => total + (stated ?? seconds), 0);
  return Math.min(LONGEST_FILM, Math.max(beats.some(({ stated }) => stated) ? 1 : SHORTEST_FILM, Math.round(sum * 2) / 2));
}

/** Two beats that share a shot. */
export const both = (a: Beat, b: Beat): Beat => ({
  ...a,
  sentences: [...new Set([...a.sentences, ...b.sentences])],
  text: a.text === b.text ? a.text : `${a.text} ${b.text}`,
  originalText: a.originalText === b.originalText ? a.originalText : `${a.originalText} ${b.originalText}`,
  seconds: Math.max(a.seconds, b.seconds) + Math.min(a.seconds, b.seconds) / 2,
  stated: a.stated === undefined || b.stated === undefined ? (a.stated ?? b.stated) : a.stated + b.stated,
  tempo: (a.tempo + b.tempo) / 2,
});

function joinFragments(beats: readonly Beat[]): Beat[] {
  const isFragment = ({ text, cue, stated }: Beat) => wordsOf(text).length <= FRAGMENT && cue === undefined && stated === undefined;
  return beats.reduce<Beat[]>((joined, beat) => {
    const last = joined.at(-1);
    const fits = last && wordsOf(last.text).length + wordsOf(beat.text).length <= FRAGMENTS_TOGETHER;
    const bothFragments =
      last && isFragment(beat) && last.text.split(/[.!?]\s/).every((part) => wordsOf(part).length <= FRAGMENT) && last.cue === undefined;
    return fits && bothFragments ? [...joined.slice(0, -1), both(last, beat)] : [...joined, beat];
  }, []);
}

/** Joins neighbours, the shortest first, clauses of one sentence sooner than sentences, and over a time jump last. */
function merge(beats: readonly Beat[], most: number): Beat[] {
  const merged = [...beats];
  while (merged.length > most) {
    const reluctance = (at: number) => {
      const [a, b] = [merged[at]!, merged[at + 1]!];
      const sameSentence = a.sentences.at(-1) === b.sentences[0];
      return (a.seconds + b.seconds) * (sameSentence ? 0.6 : 1) * (b.transition === 'fade_black' ? 2 : 1);
    };
    const pairs = Array.from({ length: merged.length - 1 }, (_, at) => at);
    const at = pairs.reduce((best, pair) => (reluctance(pair) < reluctance(best) ? pair : best), 0);
    merged.splice(at, 2, both(merged[at]!, merged[at + 1]!));
  }
  return merged;
}

/** The longest take of a beat, in seconds: what hurries is cut sooner. */
export const longestTake = ({ tempo }: Beat): number => LONGEST_SHOT * (1 - 0.35 * Math.max(0, tempo));

/** Gives a beat that would stand too long several shots of the same words; what hurries is cut sooner. */
function stretch(beats: readonly Beat[], total: number): Beat[] {
  const takes = beats.map(() => 1);
  const weight = beats.reduce((sum, { seconds }) => sum + seconds, 0);
  const take = (at: number) => (total * beats[at]!.seconds) / weight / takes[at]!;
  const limit = (beat: Beat) => (beat.stated === undefined ? longestTake(beat) : Infinity);
  for (;;) {
    const tooLong = beats.map((_, at) => at).filter((at) => take(at) > limit(beats[at]!));
    const longest = tooLong.sort((a, b) => take(b) - take(a))[0];
    if (longest === undefined || takes.reduce((sum, count) => sum + count, 0) >= mostShots(total)) break;
    takes[longest]! += 1;
  }
  return beats.flatMap((beat, at) =>
    Array.from({ length: takes[at]! }, (_, nth) => ({
      ...beat,
      seconds: beat.seconds / takes[at]!,
      ...(nth > 0 && FURTHER_TAKE),
    })),
  );
}

/** Stated lengths are kept where they leave the others room; else they are weights like the rest. */
function timed(beats: readonly Beat[], total: number): TimedBeat[] {
  const grid = (seconds: number) => Math.round(seconds * 8) / 8;
  const kept = beats.reduce((sum, { stated }) => sum + grid(stated ?? 0), 0);
  const free = beats.filter(({ stated }) => stated === undefined);
  const fits = free.length > 0 && kept > 0 && total > kept && free.length <= mostShots(total - kept);
  if (!fits) {
    const lengths = shotLengths(
      beats.map(({ seconds, stated }) => stated ?? seconds),
      total,
    );
    return beats.map((beat, at) => ({ ...beat, durationSeconds: lengths[at]! }));
  }
  const lengths = shotLengths(
    free.map(({ seconds }) => seconds),
    total - kept,
  );
  return beats.map((beat) => ({ ...beat, durationSeconds: beat.stated === undefined ? lengths[free.indexOf(beat)]! : grid(beat.stated) }));
}
