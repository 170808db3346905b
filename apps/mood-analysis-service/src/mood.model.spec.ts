import { MoodLabel, type Sentence } from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MoodCues } from './mood-cues.finder.js';
import { moodWords } from './mood-lexicon.loader.js';
import { MoodModel } from './mood.model.js';

const model = new MoodModel(new MoodCues());
const sentences = (...texts: string[]): Sentence[] => texts.map((text, index) => ({ index, original: text, translated: text }));
const read = (...texts: string[]) => model.read(sentences(...texts), 'en');
const moodOf = (text: string) => read(text).mood;
const split = (text: string) =>
  [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text)].map(({ segment }) => segment.trim());

const corpus = (name: string) => loadJson(import.meta.url, `./corpus/${name}.json`, z.array(z.tuple([MoodLabel, z.string()])));
const misread = (texts: [MoodLabel, string][]) =>
  texts.map(([label, text]) => ({ label, read: read(...split(text)).mood.label, text })).filter((one) => one.label !== one.read);
/** The misread texts are the message of a failure. */
const expectAccuracy = (name: string, least: number) => {
  const [texts, wrong] = [corpus(name), misread(corpus(name))];
  expect(1 - wrong.length / texts.length, JSON.stringify(wrong, undefined, 1)).toBeGreaterThanOrEqual(least);
};

describe('the mood of a text', () => {
  it('is read right for at least 19 of 20 texts that the lexicon was written with', () => expectAccuracy('labelled', 0.95));
  it('is read right for at least 8 of 10 texts that the lexicon never saw', () => expectAccuracy('held-out', 0.8));
  it('is found with more than 1,000 words and phrases', () => expect(moodWords.size).toBeGreaterThan(1000));

  it('turns round when it is denied', () => {
    expect(moodOf('The house is not scary.').label).not.toBe('eerie');
    expect(moodOf('She is not happy.').valence).toBeLessThan(0);
    expect(moodOf('There is no danger here.').label).not.toBe('tense');
  });
  it('does not turn round across a clause', () => expect(moodOf('There was no moon, the haunted house creaked.').label).toBe('eerie'));
  it('is stronger with an intensifier and weaker with a softener', () => {
    const [plain, strong, weak] = ['sad', 'extremely sad', 'slightly sad'].map((words) => moodOf(`A ${words} song`).valence);
    expect(strong!).toBeLessThan(plain!);
    expect(weak!).toBeGreaterThan(plain!);
  });
  it('follows what stands after "but"', () => expect(moodOf('A happy party, but everyone is afraid of the killer.').label).toBe('tense'));
  it('reads emoji', () => expect(moodOf('Our dog 🎉😂').label).toBe('joyful'));
  it('gains energy by exclamation marks', () => expect(moodOf('A happy dog!!').energy).toBeGreaterThan(moodOf('A happy dog.').energy));
  it('is not fooled by everyday phrases', () => {
    for (const text of ['A bar of dark chocolate.', 'Fire engine number two.', 'A king size bed.', 'He tears off a page.'])
      expect(moodOf(text).label, text).toBe('neutral');
  });

  it('comes out of the scene where no single word tells', () => expect(moodOf('A couple on a bridge at sunset.').label).toBe('romantic'));
  it('is neutral with low confidence where nothing tells', () => {
    expect(read('A box lies on the floor.')).toMatchObject({
      mood: { label: 'neutral', valence: 0 },
      confidenceScore: 0.2,
      emotionalCues: [],
    });
  });
  it('is more certain with more words of one mood, less with a rival mood', () => {
    const one = read('A sad man.').confidenceScore;
    expect(read('A sad, lonely, weeping man.').confidenceScore).toBeGreaterThan(one);
    expect(read('A sad and happy man.').confidenceScore).toBeLessThan(one + 0.05);
  });
  it('forms an arc over the sentences, and lingers where a sentence says nothing', () => {
    const { perSentence } = read('A calm lake.', 'A box on the shore.', 'Suddenly a monster attacks!', 'A happy family celebrates.').mood;
    expect(perSentence.map(({ label }) => label)).toEqual(['serene', 'serene', 'tense', 'joyful']);
    expect(perSentence[1]!.valence).toBeLessThan(perSentence[0]!.valence);
  });
  it('names each telling word, its mood and its sentence', () => {
    expect(read('A box.', 'A haunted house.').emotionalCues).toEqual([{ word: 'haunted', mood: 'eerie', sentence: 1 }]);
  });

  it('is found in the language of the writer where the translation is poor', () => {
    const poor = model.read([{ index: 0, original: '一座闹鬼的房子,非常恐怖', translated: 'one building house' }], 'zh-Hans');
    expect(poor.mood.label).toBe('eerie');
  });
  it('counts a cue once that both the original and the translation give', () => {
    const both = model.read([{ index: 0, original: '快乐的狗', translated: 'a happy dog' }], 'zh-Hans');
    expect(both.confidenceScore).toBeLessThanOrEqual(read('a happy dog').confidenceScore + 0.05);
  });
  it('stands an empty or wordless text', () => expect(moodOf('12345 …').label).toBe('neutral'));
});
