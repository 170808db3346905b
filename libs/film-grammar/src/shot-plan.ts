import type { Sentence } from '@polyreel/contracts';
import type { Analyses, PlannedShot, Spoken } from './analyses.js';
import { LONGEST_SHOT, mostShots, shotLengths } from './shot-lengths.js';
import { spokenShots } from './spoken-shots.js';

/** Where nobody asked for a length and nobody could tell: four seconds a sentence, as in a calm edit. */
const SECONDS_PER_SENTENCE = 4;
const LONGEST_FILM = 60;

/** The shot list: the temporal analysis, or where it is missing one shot for each sentence. Lengths add up to what was asked for. */
export function planShots({ sentences, temporal, durationSeconds, spoken }: Analyses): PlannedShot[] {
  if (!temporal && spoken && durationSeconds !== undefined) return spokenPlan(spoken, durationSeconds);
  if (!temporal)
    return evenPlan(sentences, durationSeconds ?? Math.min(LONGEST_FILM, Math.max(5, sentences.length * SECONDS_PER_SENTENCE)));
  const known = new Set(sentences.map(({ index }) => index));
  const sequence = temporal.temporalSequence.filter((shot) => shot.sentences.some((index) => known.has(index)));
  const seconds = durationSeconds ?? temporal.timingInfo.durationSeconds;
  const fitting = sequence.slice(0, mostShots(seconds));
  const total = fitting.reduce((sum, shot) => sum + shot.durationSeconds, 0);
  if (total === seconds && fitting.length === sequence.length) return placed(fitting, (at) => fitting[at]!.durationSeconds);
  const lengths = shotLengths(
    fitting.map((shot) => shot.durationSeconds),
    seconds,
  );
  return placed(fitting, (at) => lengths[at]!);
}

function evenPlan(sentences: readonly Sentence[], seconds: number): PlannedShot[] {
  const groups = grouped(
    sentences.map(({ index }) => index),
    mostShots(seconds),
  );
  const each = Math.max(1, Math.min(Math.ceil(seconds / LONGEST_SHOT / groups.length), Math.floor(mostShots(seconds) / groups.length)));
  const shots = groups.flatMap((group) => Array.from({ length: each }, () => group));
  const lengths = shotLengths(
    shots.map(() => 1),
    seconds,
  );
  const plan = shots.map((group, index): PlannedShot => ({
    index,
    sentences: group,
    startSeconds: 0,
    durationSeconds: lengths[index]!,
    transition: index === 0 ? 'fade_in' : 'cut',
  }));
  return placed(plan, (at) => lengths[at]!);
}

/** One shot for each sentence as it is heard. */
function spokenPlan({ sentences: heard, words }: Spoken, seconds: number): PlannedShot[] {
  const shots = spokenShots(heard, words, seconds);
  const plan = shots.map(({ from, to, durationSeconds }, index): PlannedShot => ({
    index,
    sentences: heard.slice(from, to).map(({ sentence }) => sentence),
    startSeconds: 0,
    durationSeconds,
    transition: index === 0 ? 'fade_in' : 'cut',
  }));
  return placed(plan, (at) => plan[at]!.durationSeconds);
}

/** Shares the sentences among at most `most` shots, neighbours together. */
const grouped = (indexes: number[], most: number): number[][] => {
  const count = Math.min(most, indexes.length);
  return Array.from({ length: count }, (_, at) =>
    indexes.slice(Math.floor((at * indexes.length) / count), Math.floor(((at + 1) * indexes.length) / count)),
  );
};

function placed(shots: readonly PlannedShot[], lengthOf: (at: number) => number): PlannedShot[] {
  let startSeconds = 0;
  return shots.map((shot, index) => {
    const durationSeconds = lengthOf(index);
    const here = { ...shot, index, startSeconds, durationSeconds };
    startSeconds += durationSeconds;
    return here;
  });
}
