import type { Entity } from '@polyreel/contracts';
import { loadJson } from '@polyreel/service-kit';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { EntityExtractor } from './entity.extractor.js';

const Expected = z.strictObject({
  concept: z.string(),
  sentence: z.number().default(0),
  colour: z.string().optional(),
  size: z.string().optional(),
  count: z.number().optional(),
  action: z.string().optional(),
  qualities: z.array(z.string()).optional(),
  /** `above castle`: the relation and the concept of its target. */
  placement: z.string().optional(),
});
const Prompt = z.strictObject({
  sentences: z.array(z.string()),
  entities: z.array(Expected),
  absent: z.array(z.string()).default([]),
  /** Concepts that are one entity in all sentences. */
  same: z.array(z.string()).default([]),
  /** A concept of which every mention is another entity. */
  different: z.string().optional(),
  /** Scenery of each sentence; `!` where it is stated. */
  places: z.array(z.string()).optional(),
});
const prompts = loadJson(import.meta.url, './english-prompts.json', z.array(Prompt));

const extractor = new EntityExtractor();
const english = (...sentences: string[]) =>
  extractor.extract({ sourceLanguage: 'en', sentences: sentences.map((text) => ({ original: text, translated: text })) });
const told = (language: string, ...pairs: [original: string, translated?: string][]) =>
  extractor.extract({ sourceLanguage: language, sentences: pairs.map(([original, translated = original]) => ({ original, translated })) });

/** What the fixture speaks of, as the fixture writes it. */
function summary(entity: Entity, all: Entity[], asked: z.infer<typeof Expected>) {
  const target = all.find(({ id, sentence }) => id === entity.placement?.target && sentence === entity.sentence);
  const { colour, size, count, action, qualities } = entity.attributes;
  const said = { colour, size, count, action, placement: entity.placement && `${entity.placement.relation} ${target?.concept}` };
  const told = Object.fromEntries(Object.entries(said).filter(([key]) => key in asked));
  return {
    concept: entity.concept,
    sentence: entity.sentence,
    ...told,
    ...(asked.qualities && { qualities: qualities.filter((word) => asked.qualities!.includes(word)) }),
  };
}

// The tagger and the lexicon are read once, before any clock runs.
beforeAll(() => void english('A dragon.'), 30_000);

describe('an English prompt', () => {
  it.each(prompts.map((prompt) => [prompt.sentences.join(' '), prompt] as const))('%s', (_, prompt) => {
    const { entities, places } = english(...prompt.sentences);
    for (const asked of prompt.entities) {
      const found = entities
        .filter(({ concept, sentence }) => concept === asked.concept && sentence === asked.sentence)
        .map((entity) => summary(entity, entities, asked));
      expect(found).toContainEqual(JSON.parse(JSON.stringify(asked)));
    }
    expect(entities.map(({ concept }) => concept).filter((concept) => prompt.absent.includes(concept))).toEqual([]);
    for (const concept of prompt.same)
      expect(new Set(entities.filter((entity) => entity.concept === concept).map(({ id }) => id)).size).toBe(1);
    const apart = entities.filter(({ concept }) => concept === prompt.different);
    expect(new Set(apart.map(({ id }) => id)).size).toBe(apart.length);
    if (prompt.places) expect(places.map(({ scenery, stated }) => `${scenery}${stated ? '!' : ''}`)).toEqual(prompt.places);
  });

  it.each([
    'Hope and time are but an idea of freedom.',
    'Every decision has consequences, and progress takes patience.',
    'The meaning of life is a question without an answer.',
    'Inflation rose by four percent last year.',
  ])('that shows nothing gives nothing: %s', (text) => {
    const { entities, confidenceScore } = english(text);
    expect(entities.map(({ concept }) => concept)).toEqual([]);
    expect(confidenceScore).toBeLessThan(0.2);
  });

  it('gives at most 60 entities', () => {
    const things = 'dragon cat dog horse bird fish wolf fox bear lion tiger ship car tree rose king queen robot'.split(' ');
    const crowd = Array.from({ length: 10 }, () => things.map((thing) => `A ${thing} stands.`)).flat();
    expect(english(...crowd).entities).toHaveLength(60);
  });
});

describe('a prompt in another language', () => {
  const dragon = { concept: 'dragon', attributes: { colour: 'red', action: 'fly' }, placement: { relation: 'above' } };
  it.each([
    ['hi', 'सूर्यास्त के समय एक लाल ड्रैगन पुराने किले के ऊपर उड़ रहा है।'],
    ['ar', 'تنين أحمر يطير فوق القلعة القديمة عند غروب الشمس.'],
    ['ru', 'Красный дракон летит над старым замком на закате.'],
    ['zh', '一条红色的龙在古老的城堡上空飞翔。'],
    ['ja', '赤い竜が夕方に古い城の上を飛んでいる。'],
  ])('keeps who does what and where, without any translation: %s', (language, text) => {
    expect(told(language, [text]).entities).toContainEqual(
      expect.objectContaining({
        ...dragon,
        attributes: expect.objectContaining(dragon.attributes),
        placement: expect.objectContaining(dragon.placement),
      }),
    );
  });

  it('names things in the words of the writer', () => {
    const { entities } = told('ru', ['Красный дракон летит.', 'A red dragon flies.']);
    expect(entities).toMatchObject([{ concept: 'dragon', label: 'дракон' }]);
  });

  it('is believed more where both languages say the same', () => {
    const alone = told('is', ['Rauður dreki flýgur.']).entities[0]!;
    const both = told('is', ['Rauður dreki flýgur.', 'A red dragon flies.']).entities[0]!;
    expect(both).toMatchObject({ concept: 'dragon', attributes: { colour: 'red', action: 'fly' } });
    expect(both.confidence).toBeGreaterThan(alone.confidence);
  });

  it('yields its dragon even where nobody knows the language but CLDR', () => {
    const { entities, extractionMethod } = told('mn', ['Улаан луу нисэж, морь давхина.']);
    expect(entities).toMatchObject([{ concept: 'dragon', attributes: { colour: 'red' } }, { concept: 'horse' }]);
    expect(extractionMethod).toBe('cldr');
  });

  it('goes on with the one who acted when the next sentence names nobody', () => {
    const { entities } = told('ru', ['Красный дракон летит над замком.'], ['Он садится на крышу.']);
    expect(entities.find(({ sentence, concept }) => sentence === 1 && concept === 'dragon')).toMatchObject({
      id: 'e1',
      attributes: { colour: 'red', action: 'sit' },
    });
  });

  it('leaves out what the writer says is not there', () => {
    expect(told('ru', ['Замок без дракона.']).entities.map(({ concept }) => concept)).toEqual(['castle']);
    expect(told('ja', ['雲のない空を鳥が飛ぶ。']).entities.map(({ concept }) => concept)).toEqual(['sky', 'bird']);
  });
});
