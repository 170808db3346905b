import type { DataOf, Mood, MoodAnalyzed, MoodLabel, Sentence } from '@polyreel/contracts';
import { Injectable } from '@nestjs/common';
import { type MoodCue, MoodCues } from './mood-cues.finder.js';
import { type Tally, tallyOf, together } from './mood-tally.model.js';

type Reading = Pick<DataOf<typeof MoodAnalyzed>, 'mood' | 'confidenceScore' | 'emotionalCues'>;

/** How much of a mood is still felt in a sentence that says nothing of its own. */
const LINGERING = 0.6;

/** Reads the mood of a text, whole and along its arc: a sentence without a word of its own keeps the mood before it, fading. */
@Injectable()
export class MoodModel {
  constructor(private readonly cues: MoodCues) {}

  /** `language` is the BCP 47 tag of the originals. Confidence is low where few words told or several moods compete. */
  read(sentences: readonly Sentence[], language: string): Reading {
    const cues = sentences.map((sentence) => this.cues.of(sentence, language));
    const tallies = sentences.map(({ translated, original }, at) => tallyOf(cues[at]!, exclamations(translated || original)));
    const whole = together(tallies);
    return {
      mood: { ...whole.mood, perSentence: arc(sentences, tallies) },
      confidenceScore: whole.confidence,
      emotionalCues: sentences.flatMap(({ index }, at) => cues[at]!.flatMap((cue) => told(cue, index))),
    };
  }
}

const exclamations = (text: string) => text.match(/[!！‼]/gu)?.length ?? 0;

function arc(sentences: readonly Sentence[], tallies: Tally[]): (Mood & { sentence: number })[] {
  let felt: Mood | undefined;
  return sentences.map(({ index }, at) => {
    const { mood } = tallies[at]!;
    if (mood.label !== 'neutral') felt = mood;
    else if (felt) felt = { label: felt.label, valence: felt.valence * LINGERING, energy: felt.energy * LINGERING + 0.3 * (1 - LINGERING) };
    return { sentence: index, ...rounded(felt ?? mood) };
  });
}

const rounded = ({ label, valence, energy }: Mood): Mood => ({
  label,
  valence: Math.round(valence * 100) / 100,
  energy: Math.round(energy * 100) / 100,
});

function told({ word, moods }: MoodCue, sentence: number) {
  const [strongest] = (Object.entries(moods) as [MoodLabel, number][]).sort((a, b) => b[1] - a[1]);
  return strongest ? [{ word, mood: strongest[0], sentence }] : [];
}
