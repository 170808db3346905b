import { Entity, type Sentence } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import type { Analyses, PlannedShot } from './analyses.js';
import { joinShots } from './join-shots.js';

const sentence = (index: number, translated: string, original = translated): Sentence => ({ index, translated, original });
const entity = (id: string, concept: string, at: number, rest: Partial<Entity> = {}): Entity =>
  Entity.parse({ id, kind: 'character', concept, label: concept, sentence: at, confidence: 0.9, ...rest });
const shot = (index: number, sentences: number[], durationSeconds: number, rest: Partial<PlannedShot> = {}): PlannedShot => ({
  index,
  sentences,
  startSeconds: 0,
  durationSeconds,
  transition: 'cut',
  ...rest,
});
const temporal = (durationSeconds: number, ...temporalSequence: PlannedShot[]): Analyses['temporal'] => ({
  temporalSequence,
  timingInfo: { durationSeconds },
});
const story = [sentence(0, 'A dragon sleeps in a cave.'), sentence(1, 'It wakes up.'), sentence(2, 'The village burns.')];
const sum = (analyses: Analyses) => joinShots(analyses).shots.reduce((total, { durationSeconds }) => total + durationSeconds, 0);

describe('the shots of a film', () => {
  it('add up exactly to the wanted length, follow each other without a gap and are counted from 0', () => {
    for (const durationSeconds of [1, 2.3, 3, 7.7, 12, 33.3, 60]) {
      const { shots } = joinShots({ sentences: story, durationSeconds });
      expect(sum({ sentences: story, durationSeconds })).toBe(durationSeconds);
      expect(shots.map(({ index }) => index)).toEqual(shots.map((_, at) => at));
      shots.forEach((one, at) =>
        expect(one.startSeconds).toBe(at === 0 ? 0 : shots[at - 1]!.startSeconds + shots[at - 1]!.durationSeconds),
      );
    }
  });
  it('are stretched to the length asked for where the temporal analysis told another', () => {
    const analyses = { sentences: story, temporal: temporal(10, shot(0, [0], 4), shot(1, [1], 2), shot(2, [2], 4)), durationSeconds: 15 };
    expect(joinShots(analyses).shots.map(({ durationSeconds }) => durationSeconds)).toEqual([6, 3, 6]);
  });
  it('follow a voice where the temporal analysis is missing', () => {
    const spoken = {
      durationSeconds: 7,
      sentences: [
        { sentence: 0, startSeconds: 0, endSeconds: 2.4 },
        { sentence: 1, startSeconds: 3, endSeconds: 3.8 },
        { sentence: 2, startSeconds: 4.6, endSeconds: 7 },
      ],
      words: [],
    };
    const { shots } = joinShots({ sentences: story, durationSeconds: 7.5, spoken });
    expect(shots.map(({ durationSeconds }) => durationSeconds)).toEqual([2.875, 1.625, 3]);
    expect(shots.map(({ sentences }) => sentences)).toEqual([[0], [1], [2]]);
  });
  it('keep the lengths of the temporal analysis where nothing else was asked', () => {
    const plan = temporal(9, shot(0, [0], 3.5), shot(1, [1], 2), shot(2, [2], 3.5));
    expect(joinShots({ sentences: story, temporal: plan }).shots.map(({ startSeconds }) => startSeconds)).toEqual([0, 3.5, 5.5]);
  });

  it('stand with no analysis at all, and say what is missing', () => {
    const { shots, mood, degradedReasons } = joinShots({ sentences: story });
    expect(shots).toHaveLength(3);
    expect(mood.label).toBe('neutral');
    expect(degradedReasons).toHaveLength(4);
    expect(degradedReasons.join()).toMatch(/entity.*mood.*camera.*temporal/);
  });
  it('are not degraded when every analysis is there', () => {
    const whole = { label: 'tense', valence: -0.5, energy: 0.7 } as const;
    const { degradedReasons } = joinShots({
      sentences: story,
      entities: { entities: [], places: [] },
      mood: { mood: { ...whole, perSentence: [] } },
      camera: { cameraMovements: [], shotTypes: [] },
      temporal: temporal(5, shot(0, [0, 1, 2], 5)),
    });
    expect(degradedReasons).toEqual([]);
  });
  it('share sentences where there is no time for each', () => {
    const eight = Array.from({ length: 8 }, (_, at) => sentence(at, `Sentence ${at}.`));
    const { shots } = joinShots({ sentences: eight, durationSeconds: 3 });
    expect(shots.map(({ sentences }) => sentences)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
    expect(shots[0]!.originalText).toBe('Sentence 0. Sentence 1. Sentence 2. Sentence 3.');
  });
  it('cover one sentence from several sides in a long film', () => {
    const { shots } = joinShots({ sentences: [story[0]!], durationSeconds: 60 });
    expect(shots.length).toBeGreaterThanOrEqual(8);
    expect(Math.max(...shots.map(({ durationSeconds }) => durationSeconds))).toBeLessThanOrEqual(8);
    expect(new Set(shots.map(({ camera }) => `${camera.size} ${camera.movement}`)).size).toBeGreaterThan(4);
  });

  it('take their caption from the clause they tell', () => {
    const plan = temporal(
      6,
      shot(0, [0], 3, { text: 'A cat sleeps,', originalText: 'Eine Katze schläft,' }),
      shot(1, [0], 3, { text: 'then a dog barks.', originalText: 'dann bellt ein Hund.' }),
    );
    const both = sentence(0, 'A cat sleeps, then a dog barks.', 'Eine Katze schläft, dann bellt ein Hund.');
    const entities = [entity('e1', 'cat', 0, { label: 'Katze' }), entity('e2', 'dog', 0, { label: 'Hund' })];
    const { shots } = joinShots({ sentences: [both], temporal: plan, entities: { entities, places: [] } });
    expect(shots.map(({ originalText }) => originalText)).toEqual(['Eine Katze schläft,', 'dann bellt ein Hund.']);
    expect(shots.map((one) => one.entities.map(({ id }) => id))).toEqual([['e1'], ['e2']]);
  });

  it('carry the main character into a shot that only says "it", believed a little less', () => {
    const { shots } = joinShots({ sentences: story, entities: { entities: [entity('e1', 'dragon', 0)], places: [] } });
    expect(shots[1]!.entities).toMatchObject([{ id: 'e1', confidence: expect.closeTo(0.72, 5) }]);
  });
  it('show both the one that "it" speaks of and the one that is named after', () => {
    const told = [sentence(0, 'A dragon sleeps.'), sentence(1, 'It lands and a girl greets it.'), sentence(2, 'A girl looks up to it.')];
    const entities = [entity('e1', 'dragon', 0), entity('e2', 'girl', 1), entity('e2', 'girl', 2)];
    const { shots } = joinShots({ sentences: told, entities: { entities, places: [] } });
    expect(shots[1]!.entities.map(({ id }) => id)).toEqual(['e1', 'e2']);
  });
  it('show a figure once that several of its sentences name, with what each tells of it', () => {
    const told = [sentence(0, 'A cat sits.'), sentence(1, 'The black cat sleeps.')];
    const entities = [
      entity('e1', 'cat', 0, { attributes: { count: 1, action: 'sit', qualities: [] } }),
      entity('e1', 'cat', 1, { attributes: { count: 1, colour: 'black', action: 'sleep', qualities: [] } }),
    ];
    const { shots } = joinShots({ sentences: told, temporal: temporal(3, shot(0, [0, 1], 3)), entities: { entities, places: [] } });
    expect(shots[0]!.entities).toMatchObject([{ id: 'e1', attributes: { action: 'sit', colour: 'black' } }]);
  });
  describe('let the main character go on with what they did', () => {
    const boy = entity('e1', 'boy', 0, { attributes: { count: 1, action: 'run', verb: 'run', qualities: ['small'] } });
    const home = (at: number) => entity('e2', 'house', at, { kind: 'location' });
    const actions = (entities: Entity[], ...texts: string[]) =>
      joinShots({ sentences: texts.map((text, at) => sentence(at, text)), entities: { entities, places: [] } }).shots.map(
        (one) => one.entities.find(({ id }) => id === 'e1')?.attributes.action,
      );

    it('while nothing else is told of them', () =>
      expect(actions([boy], 'A boy runs through the rain.', 'Thunder rolls.', 'He is wet.')).toEqual(['run', 'run', 'run']));
    it('until they are found in another place, and from then on', () =>
      expect(actions([boy, home(1)], 'A boy runs through the rain.', 'He is happy at home.', 'He is warm.')).toEqual([
        'run',
        undefined,
        undefined,
      ]));
    it('in the place where they already were', () =>
      expect(actions([boy, home(0), home(1)], 'A boy runs through the house.', 'It is a big house.')).toEqual(['run', 'run']));
    it('and say what is theirs for good in the new place too', () => {
      const sentences = [sentence(0, 'A small boy runs.'), sentence(1, 'He is at home.')];
      const { shots } = joinShots({ sentences, entities: { entities: [boy, home(1)], places: [] } });
      expect(shots[1]!.entities[0]).toMatchObject({ id: 'e1', attributes: { qualities: ['small'] } });
      expect(shots[1]!.entities[0]!.attributes).not.toHaveProperty('verb');
    });
  });
  it('leave the main character behind when the story moves to a place of its own', () => {
    const entities = [entity('e1', 'dragon', 0), entity('e2', 'village', 2, { kind: 'location', scenery: 'village' })];
    expect(joinShots({ sentences: story, entities: { entities, places: [] } }).shots[2]!.entities.map(({ id }) => id)).toEqual(['e2']);
  });
  it('do not place a figure beside one that is out of the picture', () => {
    const plan = temporal(
      6,
      shot(0, [0], 3, { text: 'A cat sits.', originalText: 'A cat sits.' }),
      shot(1, [0], 3, { text: 'A dog runs.', originalText: 'A dog runs.' }),
    );
    const entities = [entity('e1', 'cat', 0, { placement: { relation: 'beside', target: 'e2' } }), entity('e2', 'dog', 0)];
    const { shots } = joinShots({
      sentences: [sentence(0, 'A cat sits. A dog runs.')],
      temporal: plan,
      entities: { entities, places: [] },
    });
    expect(shots[0]!.entities[0]!.placement).toBeUndefined();
  });

  it('stay in a place until another is named', () => {
    const places = [
      { sentence: 0, scenery: 'cave', stated: true, label: 'cave' } as const,
      { sentence: 2, scenery: 'village', stated: true, label: 'village' } as const,
    ];
    const settings = joinShots({ sentences: story, entities: { entities: [], places } }).shots.map(({ setting }) => setting.scenery);
    expect(settings).toEqual(['cave', 'cave', 'village']);
  });
  it('have no rain before it begins', () => {
    const plan = {
      ...temporal(6, shot(0, [0], 3), shot(1, [1], 3, { weather: 'rain' }))!,
      timingInfo: { durationSeconds: 6, weather: 'rain' as const },
    };
    expect(joinShots({ sentences: story, temporal: plan }).shots.map(({ setting }) => setting.weather)).toEqual(['clear', 'rain']);
  });
  it('mark a place as told only where it was', () => {
    const places = [{ sentence: 1, scenery: 'cave', stated: true, label: 'cave' } as const];
    expect(
      joinShots({ sentences: story, entities: { entities: [], places } }).shots.map(({ setting }) => [setting.scenery, setting.stated]),
    ).toEqual([
      ['cave', false],
      ['cave', true],
      ['cave', true],
    ]);
  });

  it('use the camera that a sentence asks for, one request per shot, then coverage', () => {
    const camera: Analyses['camera'] = {
      cameraMovements: [
        { sentence: 0, movement: 'pan_left', stated: true },
        { sentence: 0, movement: 'zoom_in', stated: true },
      ],
      shotTypes: [{ sentence: 0, size: 'wide', angle: 'low', stated: false }],
    };
    const plan = temporal(12, shot(0, [0], 4), shot(1, [0], 4), shot(2, [0], 4));
    const { shots } = joinShots({ sentences: [story[0]!], temporal: plan, camera });
    expect(shots.map((one) => one.camera.movement).slice(0, 2)).toEqual(['pan_left', 'zoom_in']);
    expect(shots.map((one) => one.camera.stated)).toEqual([true, true, false]);
  });

  it('play at night where the moon is in the picture and no hour is told', () => {
    const moon = { entities: [entity('e1', 'moon', 1, { emoji: '🌙' })], places: [] };
    const hours = (...told: Partial<PlannedShot>[]) =>
      joinShots({
        sentences: story,
        entities: moon,
        temporal: temporal(9, ...[0, 1, 2].map((at) => shot(at, [at], 3, told[at]))),
      }).shots.map(({ setting }) => setting.timeOfDay);
    expect(hours()).toEqual(['night', 'night', 'night']);
    expect(hours({ timeOfDay: 'dusk' })).toEqual(['dusk', 'night', 'day']);
  });

  it('begin with a fade in or a cut, whatever was asked', () => {
    const plan = temporal(
      6,
      shot(0, [0], 3, { transition: 'crossfade' }),
      shot(1, [1], 3, { transition: 'fade_in', cue: 'once upon a time' }),
    );
    expect(joinShots({ sentences: story, temporal: plan }).shots.map(({ transition }) => transition)).toEqual(['fade_in', 'fade_black']);
  });
  it('melt into each other where all is calm, and go through black where time passes', () => {
    const calm = { label: 'serene', valence: 0.5, energy: 0.1 } as const;
    const mood = { mood: { ...calm, perSentence: [0, 1, 2].map((index) => ({ ...calm, sentence: index })) } };
    const plan = temporal(
      9,
      shot(0, [0], 3, { timeOfDay: 'day' }),
      shot(1, [1], 3, { timeOfDay: 'day' }),
      shot(2, [2], 3, { timeOfDay: 'night' }),
    );
    expect(joinShots({ sentences: story, temporal: plan, mood }).shots.map(({ transition }) => transition)).toEqual([
      'cut',
      'crossfade',
      'fade_black',
    ]);
  });
  it('refuse a film without a sentence', () => expect(() => joinShots({ sentences: [] })).toThrow(RangeError));
});
