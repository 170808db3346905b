import { narratedSeconds } from '@polyreel/contracts';
import { alignSpeech, type Span, type Spoken, spokenShots } from '@polyreel/film-grammar';
import type { Beat } from './beat.pacing.js';
import { both, FURTHER_TAKE, longestTake, type TimedBeat } from './shot.breakdown.js';

/**
 * Makes shots of beats that follow a voice: they change in its pauses, and their lengths add up to `total` exactly. A length that the words
 * themselves tell (`for ten seconds`) is only said here.
 */
export function followVoice(
  beats: readonly Beat[],
  spoken: Spoken,
  total = narratedSeconds(spoken),
): { shots: TimedBeat[]; total: number; merged: boolean } {
  const spans = beats.map((beat, at) => spanOf(beats, at, spoken) ?? spanOf(beats, at - 1, spoken) ?? NOWHERE);
  const pieces = beats.map((beat, at) => ({ ...spans[at]!, sentence: beat.sentences[0]!, longest: longestTake(beat) }));
  const shots = spokenShots(pieces, spoken.words, total);
  return {
    shots: shots.map(({ from, to, take, durationSeconds }) => ({
      ...beats.slice(from, to).reduce(both),
      ...(take > 0 && FURTHER_TAKE),
      stated: undefined,
      durationSeconds,
    })),
    total,
    merged: shots.some(({ from, to }) => to - from > 1),
  };
}

const NOWHERE: Span = { startSeconds: 0, endSeconds: 0 };

/** When a beat is heard: its sentence's time, or the part of it in which its own words are. */
function spanOf(beats: readonly Beat[], at: number, { sentences, words }: Spoken): Span | undefined {
  const sentence = beats[at]?.sentences[0];
  const heard = sentences.find((one) => one.sentence === sentence);
  if (!heard) return undefined;
  const own = beats.filter(({ sentences: [index] }) => index === sentence);
  const nth = own.indexOf(beats[at]!);
  const { startSeconds, endSeconds } = heard;
  if (own.length === 1) return { startSeconds, endSeconds };
  const within = words.filter((word) => word.startSeconds < endSeconds && word.endSeconds > startSeconds);
  const captions = own.map(({ originalText }) => originalText);
  // Clauses that only the translation told apart have the whole sentence as their words: they share its time evenly.
  const known = within.length > 0 && new Set(captions).size === captions.length;
  const share = (part: number) => startSeconds + ((endSeconds - startSeconds) * part) / own.length;
  const span = known ? alignSpeech([captions], within)[0]![nth]! : { startSeconds: share(nth), endSeconds: share(nth + 1) };
  return {
    startSeconds: nth === 0 ? startSeconds : span.startSeconds,
    endSeconds: nth === own.length - 1 ? endSeconds : span.endSeconds,
  };
}
