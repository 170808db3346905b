import { describe, expect, it } from 'vitest';
import { termsIn, wantedIn } from './search.terms.js';

/** As a search would: every wanted term is there, or one that begins so. */
const finds = (question: string, text: string): boolean => {
  const terms = termsIn(text);
  const wanted = wantedIn(question);
  return wanted.length > 0 && wanted.every(({ term, beginning }) => terms.some((one) => (beginning ? one.startsWith(term) : one === term)));
};

describe('the terms of a text', () => {
  it.each([
    ['dragon', 'A red dragon flies'],
    ['DRAG fli', 'A red dragon flies'],
    ['dragon', 'Un dragón vuela'],
    ['dragón', 'Un dragon vuela'],
    ['strasse', 'Eine Strasse im Regen'],
    ['собак', 'Рыжая собака бежит'],
    ['كلب', 'كَلْبٌ يجري في الحديقة'],
    ['कुत्ता', 'एक लाल कुत्ता दौड़ता है'],
    ['犬', '赤い犬が走る'],
    ['走る', '赤い犬が走る'],
    ['ラーメン', '夜のラーメン屋'],
    ['红色的龙', '一条红色的龙飞过城堡'],
    ['城堡', '一条红色的龙飞过城堡'],
    ['มังกร', 'มังกรสีแดงบินเหนือปราสาท'],
    ['ปราสาท', 'มังกรสีแดงบินเหนือปราสาท'],
    ['강아지', '빨간 강아지가 달린다'],
    ['4k', 'A city in 4K'],
  ])('hold %s where the text is %s', (question, text) => expect(finds(question, text)).toBe(true));

  it.each([
    ['cat', 'A red dragon flies'],
    ['猫', '赤い犬が走る'],
    ['龙红', '一条红色的龙飞过城堡'],
    ['agon', 'A red dragon flies'],
  ])('do not hold %s where the text is %s', (question, text) => expect(finds(question, text)).toBe(false));

  it.each(["'); DROP TABLE analytics.events; --", "a' | 'b", '!:*&|<->()\\', 'x:*', '{"match_all":{}}', '* OR 1=1'])(
    'hold letters, digits and marks only, whatever is asked: %s',
    (question) => {
      for (const { term } of wantedIn(question)) expect(term).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
    },
  );

  it('are bounded however long the text', () => {
    expect(
      termsIn('一龙红城堡飞过'.repeat(2_000) + ' x'.repeat(10) + Array.from({ length: 5_000 }, (_, at) => `w${at}`).join(' ')),
    ).toHaveLength(2_000);
    expect(termsIn('y'.repeat(5_000))).toEqual(['y'.repeat(64)]);
    expect(wantedIn(' … !? ')).toEqual([]);
  });
});
