import { describe, expect, it } from 'vitest';
import { decideLanguage, type Evidence } from './spoken-language.model.js';
import { told } from './spoken-language.words.js';

const english: Evidence = {
  ear: { code: 'en', confidence: 0.8, engine: 'spec' },
  transcript: { confidence: 0.9, language: 'en', languageHeard: true },
  reading: { language: 'en', confidence: 0.98 },
};
const deaf = { confidence: 0.5, language: 'en', languageHeard: false };

describe('the language of a recording', () => {
  it('is what everybody says, as surely as they say it on average', () => {
    const decided = decideLanguage({ ...english, hint: 'en' });
    expect(decided).toEqual({
      code: 'en',
      confidence: 0.92,
      agreed: true,
      opinions: [
        { by: 'caller', code: 'en', confidence: 1 },
        { by: 'ear', code: 'en', confidence: 0.8 },
        { by: 'engine', code: 'en', confidence: 0.9 },
        { by: 'text', code: 'en', confidence: 0.98 },
      ],
    });
    expect(told(decided)).toBe('It is taken as English (92 %).');
  });

  it('is what the caller says, also against all others, whose word is kept and told', () => {
    const decided = decideLanguage({ ...english, hint: 'de' });
    expect(decided).toMatchObject({ code: 'de', confidence: 0.25, agreed: false });
    expect(decided.opinions).toHaveLength(4);
    expect(told(decided)).toBe(
      'It is taken as German (25 %), but opinions differ: the caller says German (100 %), it sounds like English (80 %), the engine heard English (90 %), the text reads like English (98 %).',
    );
  });

  it('is what most of the confidence is behind where the others disagree, with less of it', () => {
    const decided = decideLanguage({ ...english, ear: { code: 'nl', confidence: 0.7, engine: 'spec' } });
    expect(decided).toMatchObject({ code: 'en', agreed: false });
    expect(decided.confidence).toBeCloseTo((0.9 + 0.98) / 3, 2);
  });

  it('counts the caller’s word once, also where the ear repeats it', () => {
    const { opinions } = decideLanguage({ ...english, hint: 'en', ear: { code: 'en', confidence: 1, engine: 'caller' } });
    expect(opinions.map(({ by }) => by)).toEqual(['caller', 'engine', 'text']);
  });

  it('is told without an ear, and without whoever cannot tell', () => {
    expect(decideLanguage({ ...english, ear: undefined })).toMatchObject({ code: 'en', agreed: true });
    expect(decideLanguage({ ...english, ear: { code: 'und', confidence: 0, engine: 'spec' } }).opinions).toHaveLength(2);
  });

  it('trusts the text of an engine that knows one language only as far as the engine does', () => {
    const { opinions } = decideLanguage({ ...english, ear: undefined, transcript: deaf });
    expect(opinions).toEqual([{ by: 'text', code: 'en', confidence: 0.49 }]);
  });

  it('is that of the engine where nobody can tell, with the confidence that it has in its words', () => {
    const nothing = { language: 'und', confidence: 0 };
    expect(decideLanguage({ transcript: deaf, reading: nothing })).toMatchObject({ code: 'en', confidence: 0.5 });
    expect(decideLanguage({ transcript: { ...deaf, language: 'und' }, reading: nothing })).toEqual({
      code: 'und',
      confidence: 0,
      opinions: [],
      agreed: true,
    });
  });

  it('names the script where one of those who agree knows it, and takes relatives of one family as agreeing', () => {
    const decided = decideLanguage({
      ear: { code: 'zh', confidence: 0.95, engine: 'spec' },
      transcript: { confidence: 0.9, language: 'zh', languageHeard: true },
      reading: { language: 'zh-Hant', confidence: 0.9 },
    });
    expect(decided).toMatchObject({ code: 'zh-Hant', agreed: true });
    expect(decideLanguage({ ...english, hint: 'en-GB' })).toMatchObject({ code: 'en-GB', agreed: true });
  });
});
