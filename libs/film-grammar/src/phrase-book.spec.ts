import { describe, expect, it } from 'vitest';
import { PhraseBook } from './phrase-book.js';

const book = new PhraseBook<string>([
  ['storm', 'weather'],
  ['brain storm', null],
  ['cry', 'sad'],
  ['cry with joy', 'glad'],
  ['flee', 'tense'],
  ['close up', 'near'],
  ['🔥', 'hot'],
]);
const found = (text: string) => book.find(text).map(({ phrase, surface }) => [phrase, surface]);

describe('a phrase book', () => {
  it('knows a word in all its endings', () => {
    expect(found('She cried; he is crying; he fled the storms.')).toEqual([
      ['cry', 'cried'],
      ['cry', 'crying'],
      ['flee', 'fled'],
      ['storm', 'storms'],
    ]);
  });
  it('prefers the longest phrase', () => expect(found('They cry with joy')).toEqual([['cry with joy', 'cry with joy']]));
  it('reads a hyphen as a space', () => expect(found('A close-up of a hand')).toEqual([['close up', 'close-up']]));
  it('lets a phrase without a meaning hide the words in it', () => expect(found('a brain-storm before the storm')).toHaveLength(1));
  it('does not find a word inside another', () => expect(found('the outcry of barnstormers')).toEqual([]));
  it('finds emoji', () => expect(found('so 🔥🔥')).toHaveLength(2));
  it('gives places as offsets into the text', () => {
    const [match] = book.find('A great storm.');
    expect('A great storm.'.slice(match!.start, match!.end)).toBe('storm');
    expect(match!.word).toBe(2);
  });
});
