import { describe, expect, it } from 'vitest';
import { readable } from './readable-text.js';

/** `snow falls | a cat`: a bar is a pause of half a second. */
const said = (words: string) => {
  let at = 0;
  return words.split(' ').flatMap((text) => {
    if (text === '|') {
      at += 0.5;
      return [];
    }
    const startSeconds = at;
    at += 0.3;
    return [{ text, startSeconds, endSeconds: at }];
  });
};

describe('readable text', () => {
  it('has a sentence for each breath, with a capital and a full stop', () => {
    expect(readable(said('snow falls slowly | a black cat crosses')).text).toBe('Snow falls slowly. A black cat crosses.');
  });

  it('does not end a sentence after a word that none ends with', () => {
    expect(readable(said('a fox sleeps under the | tall tree')).text).toBe('A fox sleeps under the tall tree.');
  });

  it('does not make a sentence of two words', () => {
    expect(readable(said('first comes | the storm')).text).toBe('First comes the storm.');
  });

  it('writes I as people do', () => {
    expect(readable(said("so i think i'm in it")).text).toBe("So I think I'm in it.");
  });

  it('is its words joined by spaces, with their times', () => {
    const { text, words } = readable(said('rain falls hard | people run home'));
    expect(words.map((word) => word.text).join(' ')).toBe(text);
    expect(words[3]).toMatchObject({ text: 'People', startSeconds: 1.4 });
  });

  it('of nothing is nothing', () => {
    expect(readable([])).toEqual({ text: '', words: [] });
  });
});
