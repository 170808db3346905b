import { describe, expect, it } from 'vitest';
import type { DecodedSpeech } from './decoded-speech.js';
import { judgementOf, rightness } from './judgement.js';

/** So many words of 0.4 s, one after the other, with this posterior, and so much sound without words. */
const words = (count: number, posterior: number, wordlessSeconds = 0, length = 0.4): DecodedSpeech => ({
  words: Array.from({ length: count }, (_, index) => ({
    text: 'word',
    startSeconds: index * length,
    endSeconds: (index + 1) * length - 0.01,
    posterior,
  })),
  wordlessSeconds,
});

describe('a judgement on what PocketSphinx heard', () => {
  it('is English where the words are held on to', () => {
    expect(judgementOf(words(10, 0.9), 4.5)).toMatchObject({ verdict: 'english', english: 1 });
  });

  it('is that nobody speaks where there are no words, or they are let go of at once', () => {
    expect(judgementOf(words(0, 0, 9), 10).verdict).toBe('no_speech');
    // As it heard a rising scale of tones: eleven times `the`.
    expect(judgementOf(words(12, 0.06, 4), 5).verdict).toBe('no_speech');
  });

  it('is that nobody speaks where two words stand in a long noise', () => {
    expect(judgementOf(words(2, 0.75), 8).verdict).toBe('no_speech');
    expect(judgementOf(words(2, 0.75), 1.2).verdict).toBe('english');
  });

  it('is that nobody speaks where the words are sure, but drawn over half a bar each, as it heard music', () => {
    expect(judgementOf(words(6, 1, 0, 1.1), 6.8).verdict).toBe('no_speech');
    expect(judgementOf(words(6, 1, 0, 0.4), 6.8).verdict).toBe('no_speech');
    expect(judgementOf(words(6, 1, 0, 0.4), 4).verdict).toBe('english');
  });

  it('is that it is no English where the words are held on to, but weakly', () => {
    expect(judgementOf(words(10, 0.3), 4.5).verdict).toBe('not_english');
  });

  it('is that it is no English where they leave half of the sound unexplained', () => {
    // As it heard French.
    expect(judgementOf(words(4, 0.58, 2.4), 4).verdict).toBe('not_english');
    expect(judgementOf(words(4, 0.58), 4).verdict).toBe('english');
  });

  it('says what share of the words is probably right', () => {
    const judgement = judgementOf({ words: [...words(5, 1).words, ...words(5, 0).words], wordlessSeconds: 0 }, 4.5);
    expect(judgement.wordsRight).toBeCloseTo((rightness(1) + rightness(0)) / 2, 6);
  });
});

describe('the rightness of a word', () => {
  it('grows with its posterior and stays between nothing and all', () => {
    const steps = [0, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 0.99, 1].map(rightness);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.at(0)).toBeGreaterThan(0.4);
    expect(steps.at(-1)).toBeLessThanOrEqual(1);
  });
});
