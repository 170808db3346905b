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

it('lets nobody but the sun set, and keeps a story where it is when somebody pitches a tent there', () => {
  const { entities, places } = english(
    'A camel walks through the desert and the sun sets behind the hills.',
    'The moon shines above a tent.',
  );
  const actions = Object.fromEntries(entities.map(({ concept, attributes }) => [concept, attributes.action]));
  expect(actions).toMatchObject({ camel: 'walk', sun: 'set' });
  expect(places.map(({ scenery }) => scenery)).toEqual(['desert', 'desert']);
  const { entities: glossed } = english('A camel through a desert the sun sets behind a hill.');
  expect(glossed.find(({ concept }) => concept === 'camel')?.attributes.action).toBeUndefined();
  expect(english('A tent at night.').places[0]?.scenery).toBe('meadow');
});

it('leaves the sun where it goes down while a ship sails home', () => {
  const { entities } = told('de', [
    'Die Sonne geht über dem Meer unter, ein Segelboot fährt nach Hause',
    'The sun sets over the sea, a sailing ship drives to a house',
  ]);
  const actions = Object.fromEntries(entities.map(({ concept, attributes }) => [concept, attributes.action]));
  expect(actions).toMatchObject({ sun: 'set', 'sailing ship': 'drive' });
});

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

/** Who stands where, as `moon above pine tree`. */
const placements = (language: string, text: string) => {
  const { entities } = told(language, [text]);
  const nameOf = (wanted: string) => entities.find(({ id }) => id === wanted)!.concept;
  return entities.flatMap(({ concept, placement }) => (placement ? `${concept} ${placement.relation} ${nameOf(placement.target)}` : []));
};

describe('a place that no verb is told with', () => {
  it.each([
    ['A red fox runs through a snowy forest at night, the moon above the pines.', ['moon above pine tree']],
    ['A fox runs through a forest with the moon above the pines.', ['fox inside forest', 'moon above pine tree']],
    ['A boy sits on a bench, a dog under the table.', ['dog under table']],
    ['A knight fights a dragon, a castle on the hill.', ['castle on hill']],
    ['A knight fights a dragon, a wolf on the hill.', ['wolf on hill']],
    ['A wizard reads in the library, a candle on the table beside him.', ['wizard inside library', 'candle on table']],
    [
      'A dragon flies over a castle, a knight on a horse in front of the gate.',
      ['dragon above castle', 'knight on horse', 'horse in_front_of door'],
    ],
    [
      'A cat sleeps on the sofa, a mouse beside the lamp, and the moon above the roof.',
      ['cat on sofa', 'mouse beside lamp', 'moon above roof'],
    ],
    ['A ship sails on the sea – a whale under the ship.', ['ship on sea', 'whale under ship']],
    ['The moon above the pines, a fox runs through the snow.', ['moon above pine tree']],
  ])('belongs to the figure named with it: %s', (text, expected) => expect(placements('en', text)).toEqual(expected));

  it.each([
    ['A boy eats an apple, a pear and a cake on the table.', ['apple on table', 'pear on table', 'cake on table']],
    ['A fox, a wolf, a bear on a hill.', ['fox on hill', 'wolf on hill', 'bear on hill']],
  ])('belongs to all that are named in one breath: %s', (text, expected) => expect(placements('en', text)).toEqual(expected));

  it.each([
    ['A dog runs along the beach, behind a boy.', ['dog behind boy']],
    ['A boy runs, happy, over the bridge.', ['boy above bridge']],
    ['A dog, brown and big, sleeps under the tree.', ['dog under tree']],
    ['A cat sits on an old, red car.', ['cat on car']],
  ])('belongs to the one who acts where nobody else is named with it: %s', (text, expected) =>
    expect(placements('en', text)).toEqual(expected),
  );

  it.each([
    ['de', 'Ein roter Fuchs läuft nachts durch einen verschneiten Wald, der Mond über den Kiefern.', 'moon above pine tree'],
    ['de', 'Ein Fuchs läuft durch den Wald, über den Kiefern der Mond.', 'moon above pine tree'],
    ['es', 'Un zorro rojo corre por un bosque nevado de noche, la luna sobre los pinos.', 'moon above pine tree'],
    ['fr', 'Un renard roux court dans une forêt enneigée, la lune au-dessus des pins.', 'moon above pine tree'],
    ['pl', 'Czerwony lis biegnie przez las, księżyc nad drzewami.', 'moon above tree'],
    ['ja', '赤い狐が夜の雪の森を走り、松の上に月。', 'moon above pine tree'],
    ['ja', '狐が森を走る、月は松の上に。', 'moon above pine tree'],
    ['zh', '一只红狐狸在雪林中奔跑，月亮在松树上方。', 'moon above pine tree'],
    ['ko', '빨간 여우가 숲을 달리고, 소나무 위에 달이 있다.', 'moon above pine tree'],
    ['hi', 'एक लाल लोमड़ी जंगल में दौड़ती है, पेड़ों के ऊपर चाँद।', 'moon above tree'],
    ['tr', 'Kırmızı bir tilki ormanda koşuyor, çamların üstünde ay.', 'moon above pine tree'],
    ['ar', 'ثعلب أحمر يركض في الغابة، القمر فوق الأشجار.', 'moon above tree'],
    ['sw', 'Mbweha anakimbia msituni, mwezi juu ya miti.', 'moon above tree'],
  ])('belongs to it in every language (%s): %s', (language, text, expected) => {
    const found = placements(language, text).filter((placement) => placement !== 'fox inside forest');
    expect(found).toEqual([expected]);
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
