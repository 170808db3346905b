import type { Sentence } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { BeatPacing } from './beat.pacing.js';
import { ClauseSplitter } from './clause.splitter.js';
import { MomentReader } from './moment.reader.js';
import { ShotBreakdown } from './shot.breakdown.js';
import { TemporalModel } from './temporal.model.js';

const model = new TemporalModel(new ClauseSplitter(), new MomentReader(), new BeatPacing(), new ShotBreakdown());

/** Sentences said one after the other, each word taking its share, with half a second between sentences. */
function said(texts: string[], secondsPerWord = 0.4) {
  let at = 0.1;
  const words: { text: string; startSeconds: number; endSeconds: number }[] = [];
  const heard = texts.map((text, sentence) => {
    const startSeconds = at;
    for (const word of text.split(' ')) words.push({ text: word, startSeconds: at, endSeconds: (at += secondsPerWord) });
    const endSeconds = at;
    at += 0.5;
    return { sentence, startSeconds, endSeconds };
  });
  const sentences = texts.map((text, index): Sentence => ({ index, original: text, translated: text }));
  return { sentences, spoken: { durationSeconds: at - 0.5, sentences: heard, words } };
}
const shotsOf = (texts: string[], secondsPerWord?: number) => {
  const { sentences, spoken } = said(texts, secondsPerWord);
  return { ...model.analyze(sentences, 'en', { spoken }), spoken };
};

describe('the shots of a text that is heard', () => {
  it('change between its sentences, whatever length the text asks for', () => {
    const { temporalSequence, timingInfo, spoken } = shotsOf([
      'A 20-second video of a red dragon over the sea.',
      'For ten seconds the camera rests on an old castle.',
      'The sun goes down behind the mountains.',
    ]);
    expect(temporalSequence).toHaveLength(3);
    temporalSequence.slice(1).forEach(({ startSeconds }, at) => {
      expect(startSeconds).toBeGreaterThanOrEqual(spoken.sentences[at]!.endSeconds);
      expect(startSeconds).toBeLessThanOrEqual(spoken.sentences[at + 1]!.startSeconds);
    });
    expect(timingInfo.durationSeconds).toBe(Math.ceil((spoken.durationSeconds + 0.5) * 8) / 8);
    expect(temporalSequence.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0)).toBe(timingInfo.durationSeconds);
  });

  it('change within a sentence where its words say that another moment begins', () => {
    const { temporalSequence, spoken } = shotsOf(['A dragon sleeps deep in its cave, then it flies over the sleeping village.']);
    expect(temporalSequence.map(({ originalText }) => originalText)).toEqual([
      'A dragon sleeps deep in its cave,',
      'then it flies over the sleeping village.',
    ]);
    const then = spoken.words.find(({ text }) => text === 'then')!;
    expect(Math.abs(temporalSequence[1]!.startSeconds - then.startSeconds)).toBeLessThan(0.05);
  });

  it('are several of one long sentence, told of the same words', () => {
    const text =
      'A lonely lighthouse stands above the grey and endless sea while the keeper slowly climbs the narrow stairs to light the lamp';
    const { temporalSequence } = shotsOf([text], 0.7);
    expect(temporalSequence.length).toBeGreaterThanOrEqual(2);
    expect(temporalSequence.map(({ transition }) => transition).slice(1)).toEqual(temporalSequence.slice(1).map(() => 'cut'));
    expect(new Set(temporalSequence.flatMap(({ sentences }) => sentences))).toEqual(new Set([0]));
  });

  it('are shared by sentences of a word or two', () => {
    const { temporalSequence } = shotsOf(['Rain.', 'Night.', 'A lonely man walks slowly through the empty street.']);
    expect(temporalSequence[0]!.sentences).toEqual([0, 1]);
  });

  it('follow the voice also where only the translation has the cue', () => {
    const { spoken } = said(['Katt sover i solen hund skäller i natten']);
    const sentence = {
      index: 0,
      original: 'Katt sover i solen hund skäller i natten',
      translated: 'A cat sleeps in the sun, then a dog barks',
    };
    const { temporalSequence } = model.analyze([sentence], 'xx', { spoken });
    expect(temporalSequence.map(({ durationSeconds }) => durationSeconds)).toEqual([1.703125, 2.171875]);
  });
});
