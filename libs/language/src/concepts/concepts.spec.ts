import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { Concepts } from './concepts.js';
import { allDrawables, bare } from './drawable.js';

const named = (text: string, language: string) => Concepts.find(text, language).map(({ concept }) => concept);

describe('the CLDR concepts', () => {
  it.each([
    ['th', 'มังกรสีแดงบินเหนือปราสาท', ['dragon', 'castle']],
    ['ta', 'சிவப்பு டிராகன் கோட்டையின் மேல் பறக்கிறது. குதிரைகள் ஓடுகின்றன', ['dragon', 'castle', 'horse']],
    ['ka', 'წითელი დრაკონი ცხენს მისდევს', ['dragon', 'horse']],
    ['am', 'ቀይ ድራጎን በቤት ላይ ይበራል', ['dragon', 'house']],
    ['is', 'Rauður dreki flýgur yfir kastala og hesturinn hleypur', ['dragon', 'castle', 'horse']],
    ['mn', 'Улаан луу, морь давхина', ['dragon', 'horse']],
    ['zu', 'Udrakho obomvu', ['dragon']],
    ['zh-Hant', '紅色的龍在城堡上空飛翔', ['dragon', 'castle']],
  ])('find what stands in the picture in %s', (language, text, concepts) => {
    expect(named(text, language)).toEqual(expect.arrayContaining(concepts));
  });

  it.each([
    ['th', 'มังกรสีแดง'],
    ['ta', 'சிவப்பு டிராகன்'],
    ['ka', 'წითელი დრაკონი'],
    ['am', 'ቀይ ድራጎን'],
    ['mn', 'Улаан луу'],
    ['si', 'රතු මකරෙක්'],
  ])('know red in %s, and that it is no thing', (language, text) => {
    expect(Concepts.colours(text, language)).toMatchObject([{ colour: 'red' }]);
    expect(named(text, language)).not.toContain('heart');
  });

  it('mean the animal and not its face, the plain thing and not its special case', () => {
    expect(Concepts.find('a dragon and a castle', 'en').map(({ emoji }) => emoji)).toEqual(['🐉', '🏰']);
  });

  it('trust a name more than a keyword', () => {
    const [name] = Concepts.find('dragon', 'th').concat(Concepts.find('มังกร', 'th'));
    const [keyword] = Concepts.find('ड्रैगन', 'hi');
    expect(name!.confidence).toBeGreaterThan(keyword!.confidence);
  });

  it('say where in the text they were found', () => {
    const text = 'Zwei Hummer und ein Esel';
    for (const { start, end, surface } of Concepts.find(text, 'de')) expect(text.slice(start, end)).toBe(surface);
    expect(named(text, 'de')).toEqual(['lobster', 'donkey']);
  });

  it('give nothing for a language that CLDR does not know, nor for a malformed one', () => {
    expect(Concepts.find('dragon', 'tlh')).toEqual([]);
    expect(Concepts.find('dragon', '../en')).toEqual([]);
    expect(Concepts.find('dragon', 'und')).toEqual([]);
  });

  it('see an emoji in any text, whatever its skin colour', () => {
    expect(named('🐉 🧑🏽‍🚀 😀', 'und')).toEqual(['dragon', 'astronaut']);
  });

  it('are all in the illustration set', () => {
    const drawn = createRequire(import.meta.url)('@iconify-json/noto/chars.json') as Record<string, string>;
    const codes = new Set(Object.keys(drawn).map((code) => code.replaceAll('-fe0f', '')));
    const codeOf = (emoji: string) => Array.from(bare(emoji), (letter) => letter.codePointAt(0)!.toString(16)).join('-');
    expect(allDrawables().filter(({ emoji }) => !codes.has(codeOf(emoji)))).toEqual([]);
  });
});
