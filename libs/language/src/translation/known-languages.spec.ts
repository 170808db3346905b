import { describe, expect, it } from 'vitest';
import { knownLanguages } from './known-languages.js';

describe('the languages that this machine knows', () => {
  it('are those with film words of our own, and what is installed beside', async () => {
    const known = await knownLanguages();
    const codes = known.map(({ code }) => code);
    for (const code of ['es', 'ja', 'ar', 'sw', 'th']) expect(known).toContainEqual(expect.objectContaining({ code, filmWords: true }));
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual(codes.toSorted());
    for (const { filmWords, translators } of known) expect(filmWords || translators.length > 0).toBe(true);
    for (const code of codes) expect(Intl.getCanonicalLocales(code)).toEqual([code]);
  });
});
