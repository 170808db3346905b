import type { DataOf, Sentence, TemporalAnalyzed } from '@polyreel/contracts';
import type { Spoken } from '@polyreel/film-grammar';
import { Injectable } from '@nestjs/common';
import { BeatPacing } from './beat.pacing.js';
import { ClauseSplitter } from './clause.splitter.js';
import { filmSecondsIn } from './clock.reader.js';
import { carried, type Moment, MomentReader } from './moment.reader.js';
import { followVoice } from './spoken.breakdown.js';
import { ShotBreakdown, type TimedBeat } from './shot.breakdown.js';

type Timing = Pick<DataOf<typeof TemporalAnalyzed>, 'temporalSequence' | 'timingInfo' | 'confidenceScore'>;

/** Orders a text into shots with lengths, and says in which moment each of them plays. */
@Injectable()
export class TemporalModel {
  constructor(
    private readonly splitter: ClauseSplitter,
    private readonly moments: MomentReader,
    private readonly pacing: BeatPacing,
    private readonly breakdown: ShotBreakdown,
  ) {}

  /**
   * `durationSeconds`, 1 to 60, is kept exactly; unset, a length that the text asks for counts, else what its shots need. Where a voice is
   * heard (`spoken`) the shots follow it.
   */
  analyze(
    sentences: readonly Sentence[],
    language: string,
    { durationSeconds, spoken }: { durationSeconds?: number; spoken?: Spoken } = {},
  ): Timing {
    const clauses = sentences.flatMap((sentence) =>
      this.splitter.split(sentence, language).map((clause) => ({ clause, sentence: sentence.index })),
    );
    const moments = clauses.map(({ clause }) => this.moments.of(clause, language));
    const beats = clauses.map(({ clause, sentence }, at) => this.pacing.beat(clause, sentence, at, language));
    const asked = durationSeconds ?? filmSecondsIn(sentences.map(({ translated }) => translated).join(' '));
    const { shots, total, merged } = spoken ? followVoice(beats, spoken, durationSeconds) : this.breakdown.divide(beats, asked);
    return {
      temporalSequence: sequenceOf(shots, moments, sentences),
      timingInfo: {
        durationSeconds: total,
        timeOfDay: firstOf(moments, 'timeOfDay'),
        season: firstOf(moments, 'season'),
        weather: firstOf(moments, 'weather'),
        era: firstOf(moments, 'era'),
      },
      confidenceScore: confidence(shots, moments, merged),
    };
  }
}

const firstOf = <Key extends keyof Moment>(moments: readonly Moment[], key: Key) =>
  moments.find((moment) => moment[key] !== undefined)?.[key];

function sequenceOf(shots: readonly TimedBeat[], moments: readonly Moment[], sentences: readonly Sentence[]): Timing['temporalSequence'] {
  const [time, weather, season] = [carried(moments, 'timeOfDay'), carried(moments, 'weather'), carried(moments, 'season')];
  let startSeconds = 0;
  return shots.map((shot, index) => {
    const here = startSeconds;
    startSeconds += shot.durationSeconds;
    const first = index === 0;
    return {
      index,
      sentences: shot.sentences,
      ...(isWhole(shot, sentences) ? {} : { text: shot.text, originalText: shot.originalText }),
      startSeconds: here,
      durationSeconds: shot.durationSeconds,
      // A film that hurries begins with a cut; the others open out of black.
      transition: first ? (shot.tempo > 0 && shot.transition !== 'fade_in' ? 'cut' : 'fade_in') : shot.transition,
      cue: shot.cue,
      timeOfDay: time[shot.clause],
      weather: weather[shot.clause],
      season: season[shot.clause],
    };
  });
}

const isWhole = ({ sentences: own, text, originalText }: TimedBeat, sentences: readonly Sentence[]) => {
  const told = sentences.filter(({ index }) => own.includes(index));
  const joined = (words: (sentence: Sentence) => string) => told.map((sentence) => words(sentence).trim()).join(' ');
  return joined(({ translated }) => translated) === text && joined(({ original }) => original) === originalText;
};

/** How much of the timing the text itself told: order, length, hour, season or weather; less where beats had to share a shot. */
function confidence(shots: readonly TimedBeat[], moments: readonly Moment[], merged: boolean): number {
  const told = [
    shots.some(({ cue }) => cue !== undefined),
    shots.some(({ stated }) => stated !== undefined),
    firstOf(moments, 'timeOfDay') !== undefined,
    firstOf(moments, 'season') !== undefined || firstOf(moments, 'weather') !== undefined,
  ].filter(Boolean).length;
  return Math.round((0.5 + 0.12 * told - (merged ? 0.15 : 0)) * 100) / 100;
}
