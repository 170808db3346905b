import { describe, expect, it } from 'vitest';
import { normalizeLanguage } from './language-tag.js';

describe('a language code', () => {
  it.each([
    ['iw', 'he'],
    ['in', 'id'],
    ['ji', 'yi'],
    ['no', 'nb'],
    ['fil', 'tl'],
    ['sh', 'sr-Latn'],
    ['eng', 'en'],
    ['en-GB', 'en'],
    ['pt_BR', 'pt'],
    ['zh', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-Hant-HK', 'zh-Hant'],
    ['zh-CN', 'zh-Hans'],
    ['yue', 'zh-Hant'],
    ['sr', 'sr-Cyrl'],
    ['sr-Latn-RS', 'sr-Latn'],
    ['uz-Latn', 'uz'],
    ['uz-Cyrl', 'uz-Cyrl'],
    ['ru-Latn', 'ru'],
    ['DE', 'de'],
  ])('%s is known as %s', (code, tag) => {
    expect(normalizeLanguage(code)).toBe(tag);
  });

  it.each(['und', 'und-Latn', '', 'not a code', 'x', '123', '\0'])('%j is undetermined', (code) => {
    expect(normalizeLanguage(code)).toBe('und');
  });
});
