import { describe, expect, it } from 'vitest';
import { alignSentences } from './align-sentences.js';

describe('aligned sentences', () => {
  it('pair one to one where the counts agree', () => {
    expect(alignSentences(['Uno.', 'Dos.'], ['One.', 'Two.'])).toEqual([
      { original: 'Uno.', translated: 'One.' },
      { original: 'Dos.', translated: 'Two.' },
    ]);
  });

  it('join the two sentences that a translator made of one', () => {
    const originals = ['Vuela.', 'El dragón rojo vuela sobre el castillo y la niña corre por la playa.', 'Llueve.'];
    const translations = ['It flies.', 'The red dragon flies over the castle.', 'The girl runs along the beach.', 'It rains.'];
    expect(alignSentences(originals, translations)).toEqual([
      { original: 'Vuela.', translated: 'It flies.' },
      { original: originals[1], translated: 'The red dragon flies over the castle. The girl runs along the beach.' },
      { original: 'Llueve.', translated: 'It rains.' },
    ]);
  });

  it('join originals, too, and lose nothing', () => {
    const originals = ['a a a a.', 'b b.', 'c c.', 'd d d d d d.'];
    const translations = ['A A A A.', 'B B and C C.', 'D D D D D D.'];
    const pairs = alignSentences(originals, translations);
    expect(pairs.map(({ original }) => original).join(' ')).toBe(originals.join(' '));
    expect(pairs.map(({ translated }) => translated).join(' ')).toBe(translations.join(' '));
    expect(pairs[1]).toEqual({ original: 'b b. c c.', translated: 'B B and C C.' });
  });

  it('give all to the one sentence of the other side', () => {
    expect(alignSentences(['龙飞过城堡，天黑了。'], ['A dragon flies.', 'It grows dark.'])).toEqual([
      { original: '龙飞过城堡，天黑了。', translated: 'A dragon flies. It grows dark.' },
    ]);
  });

  it('leave the counterpart of nothing empty', () => {
    expect(alignSentences(['Uno.'], [])).toEqual([{ original: 'Uno.', translated: '' }]);
  });
});
