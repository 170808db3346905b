import { describe, expect, it } from 'vitest';
import { wordErrors, wordsOf } from './word-errors.js';

const between = (spoken: string, heard: string) => wordErrors(wordsOf(spoken), wordsOf(heard));

describe('word errors', () => {
  it('are none where only case and punctuation differ', () => {
    expect(between('Snow falls. It’s cold!', "snow falls it's cold")).toBe(0);
  });

  it('count words that are wrong, missing or too many', () => {
    expect(between('a red dragon flies', 'a red wagon flies')).toBe(1);
    expect(between('a red dragon flies', 'a dragon flies')).toBe(1);
    expect(between('a red dragon flies', 'a red dragon that flies')).toBe(1);
    expect(between('a red dragon flies', 'the bread wagon')).toBe(4);
  });

  it('are all words where nothing was heard, or nothing was said', () => {
    expect(between('a red dragon', '')).toBe(3);
    expect(between('', 'oh well')).toBe(2);
  });
});
