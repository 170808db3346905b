import { describe, expect, it } from 'vitest';
import { parseEntry } from './entry.js';
import { FreeDict } from './freedict.js';

const english = (word: string, language: string) => FreeDict.lookUp(word, language)?.english;

describe('the FreeDict dictionaries', () => {
  it('say a word in English', () => {
    expect(english('kasteel', 'nl')).toBe('castle');
    expect(english('château', 'fr')).toBe('castle');
    expect(english('قلعة', 'ar')).toBe('castle');
  });
  it('know inflected words by their dictionary form', () => {
    expect(FreeDict.lookUp('fliegt', 'de')).toMatchObject({ english: 'fly', partOfSpeech: 'verb' });
    expect(english('linnan', 'fi')).toBe('castle');
    expect(english('slottet', 'sv')).toBe('castle');
  });
  it('prefer the sense that a film shows', () => {
    expect(english('Schloss', 'de')).toBe('castle');
    expect(english('czerwony', 'pl')).toBe('red');
  });
  it('take compounds apart', () => expect(english('Schlossdrache', 'de')).toBe('castle dragon'));
  it('are read backwards where only the other direction exists', () => expect(english('लाल', 'hi')).toBe('red'));
  it('are surer of a whole word than of a stem', () => {
    expect(FreeDict.lookUp('kasteel', 'nl')!.confidence).toBeGreaterThan(FreeDict.lookUp('kastelen', 'nl')?.confidence ?? 0);
  });
  it('say nothing for what they do not hold', () => {
    expect(english('xyzzyq', 'de')).toBeUndefined();
    expect(english('x', 'tlh')).toBeUndefined();
    expect(FreeDict.speaks('tlh')).toBe(false);
  });
});

describe('a dictionary entry', () => {
  it('is read with numbered senses, labels and references', () => {
    const { headword, partOfSpeech, senses } = parseEntry(
      'Rot /rot/ <adj>\n1. [astron.] ruddy <adj>, rubicund\n2. red (colour)\n   Synonym: {rötlich}\n',
    );
    expect({ headword, partOfSpeech }).toEqual({ headword: 'Rot', partOfSpeech: 'adjective' });
    expect(senses).toEqual([
      { words: ['ruddy', 'rubicund'], special: true },
      { words: ['red'], special: false },
    ]);
  });
});
