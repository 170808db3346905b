import type { DataOf, MoodAnalyzed, Sentence } from '@polyreel/contracts';
import { Injectable } from '@nestjs/common';

type Reading = Pick<DataOf<typeof MoodAnalyzed>, 'mood' | 'confidenceScore' | 'emotionalCues'>;

@Injectable()
export class MoodModel {
  /** The placeholder of the first hour: says neutral, and that it does not know. */
  read(_sentences: readonly Sentence[], _language: string): Reading {
    return { mood: { label: 'neutral', valence: 0, energy: 0, perSentence: [] }, confidenceScore: 0, emotionalCues: [] };
  }
}
