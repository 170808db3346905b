import { describe, expect, it } from 'vitest';
import { FilmLexicon } from './film-lexicon.js';
import { formsOf } from './word-list.js';

const found = (text: string, language: string) =>
  FilmLexicon.match(text, language).map(({ category, concept }) => `${category}:${concept}`);

describe('the film lexicon', () => {
  it('finds the concepts of a sentence in its order, with their place in it', () => {
    const text = 'A red dragon flies over a castle at sunset.';
    const matches = FilmLexicon.match(text, 'en');
    expect(matches.map((match) => match.concept)).toEqual(['red', 'dragon', 'fly', 'over', 'castle', 'in', 'sunset']);
    for (const { start, end, surface } of matches) expect(text.slice(start, end)).toBe(surface);
    expect(matches.find((match) => match.concept === 'dragon')).toMatchObject({
      category: 'thing',
      meaning: { kind: 'character', emoji: '🐉' },
    });
  });

  it('prefers the longest phrase', () => {
    expect(found('a polar bear next to a hot air balloon', 'en')).toEqual([
      'thing:polar bear',
      'relation:next to',
      'thing:hot air balloon',
    ]);
  });

  it('hides the things inside a camera phrase', () => {
    expect(found('The camera slowly pans to the right', 'en')).toEqual(['camera:pan right']);
    expect(found('a photographer holds a camera', 'en')).toEqual(['thing:camera']);
  });

  it('keeps both readings of a word that is two things at once', () => {
    expect(found('an orange kiss', 'en')).toEqual(['thing:orange', 'colour:orange', 'action:kiss', 'mood:kiss']);
  });

  it.each([
    ['de', 'Zwei Kinder spielen am Strand, während die Sonne untergeht.', 'sunset'],
    ['de', 'Langsam geht die Sonne auf.', 'sunrise'],
    ['de', 'Die Sonne geht über dem Meer unter, ein Segelboot fährt nach Hause', 'sunset'],
    ['nl', 'De zon gaat achter de bergen onder.', 'sunset'],
    ['fr', 'Le soleil se couche derrière les montagnes.', 'sunset'],
    ['es', 'Un perro corre cuando se pone el sol.', 'sunset'],
    ['it', 'Il sole tramonta sul mare.', 'sunset'],
    ['ru', 'Солнце садится за горы.', 'sunset'],
    ['ar', 'تغرب الشمس فوق البحر', 'sunset'],
    ['ja', '海に日が沈む', 'sunset'],
    ['zh', '太阳升起时，鸟儿在飞', 'sunrise'],
    ['ko', '해가 지는 바다', 'sunset'],
    ['he', 'השמש שוקעת מעל הים', 'sunset'],
  ])('knows the sun and the time of day from what the sun does, in %s: %s', (language, text, time) => {
    expect(found(text, language)).toEqual(expect.arrayContaining(['thing:sun', `time:${time}`]));
  });

  it.each([
    ['ru', 'Кошка спит между деревьями', 'tree'],
    ['uk', 'Хлопчик біжить за вовками', 'wolf'],
    ['pl', 'Pies biegnie za kotami', 'cat'],
  ])('knows nouns in plural cases that its lists leave out, in %s: %s', (language, text, thing) => {
    expect(found(text, language)).toContain(`thing:${thing}`);
  });

  it('finds what stands between the words of what the sun does', () => {
    expect(found('Die Sonne geht über dem Meer unter', 'de')).toEqual(expect.arrayContaining(['thing:sun', 'place:sea', 'time:sunset']));
  });

  it('gives nothing for a language it has no words of, and for text without words', () => {
    expect(FilmLexicon.match('zzz', 'tlh')).toEqual([]);
    expect(FilmLexicon.match('🐉 123 … !', 'en')).toEqual([]);
    expect(FilmLexicon.match('', 'und')).toEqual([]);
  });

  it('believes a text of unknown language less', () => {
    const [match] = FilmLexicon.match('dragon', 'und');
    expect(match?.concept).toBe('dragon');
    expect(match!.confidence).toBeLessThan(0.6);
  });
});

describe.each(FilmLexicon.languages())('the word list of %s', (language) => {
  it('names only concepts of the vocabulary, in words that can be found', () => {
    const forms = formsOf(language);
    expect(forms.length).toBeGreaterThan(600);
    const lost = forms.filter(({ form, category, concept }) => {
      const text = form.replaceAll('*', '');
      return (
        !FilmLexicon.match(text, language).some((match) => match.start === 0 && match.end >= text.length - 1) &&
        `${category} ${concept} ${form}`
      );
    });
    expect(lost.map(({ form }) => form)).toEqual([]);
  });

  it('does not read a Vietnamese word for another that differs by its marks, unless the writer left them all out', () => {
    const found = (text: string) => FilmLexicon.match(text, 'vi').map(({ concept }) => concept);
    expect(found('Con mèo đó ngủ bây giờ.')).not.toEqual(expect.arrayContaining(['red']));
    expect(found('Con mèo đó ngủ bây giờ.')).toContain('cat');
    expect(found('con meo ngu')).toContain('cat');
  });
});
