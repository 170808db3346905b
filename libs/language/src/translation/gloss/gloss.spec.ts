import { describe, expect, it } from 'vitest';
import { plural, thirdPerson } from './english.js';
import { gloss } from './gloss.js';

describe('a gloss', () => {
  it.each([
    ['de', 'Die Sonne geht über dem Meer unter.', 'The sun sets over the sea.'],
    ['nl', 'De zon gaat achter de bergen onder.', 'The sun sets behind a mountain.'],
    ['fr', 'Le soleil se couche derrière les montagnes.', 'The sun sets behind a mountain.'],
    ['ar', 'تغرب الشمس فوق البحر', 'The sun sets above the sea'],
    ['ja', '海に日が沈む', 'The sun sets on the sea'],
    ['zh', '太阳升起时，鸟儿在飞', 'The sun rises, a bird flies'],
    ['ru', 'Красный дракон летит над старинным замком на закате.', 'A red dragon flies over an ancient castle at sunset.'],
    ['ko', '해 질 녘, 붉은 드래곤이 오래된 성 위를 날고 있다.', 'At sunset, a red dragon flies over an old castle.'],
    ['tr', 'Gün batımında kırmızı bir ejderha eski kalenin üzerinde uçuyor.', 'A red dragon flies above an old castle at sunset.'],
    ['ar', 'تنين أحمر يطير فوق القلعة القديمة عند غروب الشمس.', 'A red dragon flies above an old castle at sunset.'],
    ['he', 'דרקון אדום עף מעל הטירה העתיקה בשעת השקיעה.', 'A red dragon flies above an ancient castle at sunset.'],
    ['zh-Hans', '日落时分，一条红色的巨龙飞过古老的城堡。', 'At sunset, a red dragon flies over an ancient castle.'],
    ['sv', 'En röd drake flyger över ett gammalt slott i solnedgången.', 'A red dragon flies over an old castle at sunset.'],
  ])('puts words into English order from %s', (language, sentence, english) => {
    expect(gloss(sentence, language)?.text).toBe(english);
  });

  it('has the verb after its character where the language puts it last or first', () => {
    expect(gloss('赤い竜が城の上を飛ぶ。', 'ja')?.text).toBe('A red dragon flies above a castle.');
    expect(gloss('تركض الفتاة في الشارع.', 'ar')?.text).toMatch(/^A girl runs/);
    expect(gloss('Am Abend tanzt ein Mädchen.', 'de')?.text).toBe('A girl dances in the evening.');
  });
  it('counts in the plural', () => expect(gloss('Две белые лошади скачут.', 'ru')?.text).toBe('Two white horses gallop.'));
  it('puts camera phrases behind', () =>
    expect(gloss('Утром камера медленно поднимается вверх, лошади скачут.', 'ru')?.text).toMatch(/, camera rises\.$/));
  it('keeps names and figures', () => {
    const { text } = gloss('Zwei Katzen tanzen im Regen mit Anna Müller.', 'de')!;
    expect(text).toContain('Anna Müller');
  });
  it('knows how much of the sentence it understood', () => {
    const whole = gloss('Красный дракон летит.', 'ru')!;
    const part = gloss('Красный дракон летит абвгдейка ёклмн.', 'ru')!;
    expect(whole.coverage).toBeGreaterThan(0.8);
    expect(part.confidence).toBeLessThan(whole.confidence);
    expect(part.text).toBe('A red dragon flies.');
  });
  it('says nothing where it knows nothing', () => expect(gloss('qwrtz plmk', 'xx')).toBeUndefined());
});

describe('English words', () => {
  it('take their plural', () =>
    expect(['wolf', 'puppy', 'old man', 'fish', 'witch', 'snow'].map(plural)).toEqual([
      'wolves',
      'puppies',
      'old men',
      'fish',
      'witches',
      'snow',
    ]));
  it('take their third person', () =>
    expect(['fly', 'take off', 'watch', 'go', 'play', 'kiss'].map(thirdPerson)).toEqual([
      'flies',
      'takes off',
      'watches',
      'goes',
      'plays',
      'kisses',
    ]));
});
