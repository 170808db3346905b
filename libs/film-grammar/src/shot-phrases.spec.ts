import { Entity, Shot } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { counted, gerund, plural, sentence, withArticle } from './english.js';
import { lightPhrase, movementPhrase, placePhrase, subjectPhrase, viewPhrase } from './shot-phrases.js';

const entity = (id: string, concept: string, rest: object = {}): Entity =>
  Entity.parse({ id, kind: 'character', concept, label: concept, sentence: 0, confidence: 0.9, ...rest });
const shot = (entities: Entity[], setting: object = {}): Shot =>
  Shot.parse({
    index: 0,
    text: '',
    originalText: '',
    sentences: [0],
    startSeconds: 0,
    durationSeconds: 4,
    setting: { scenery: 'hills', stated: true, ...setting },
    mood: { label: 'epic', valence: 0.2, energy: 0.8 },
    camera: { size: 'wide', angle: 'low', movement: 'dolly_in', stated: true },
    transition: 'cut',
    entities,
  });

describe('the English of a shot', () => {
  it('names the view', () => {
    expect(viewPhrase({ size: 'wide', angle: 'low', movement: 'static', stated: true })).toBe('a low-angle wide shot');
    expect(viewPhrase({ size: 'extreme_close_up', angle: 'eye_level', movement: 'static', stated: true })).toBe('an extreme close-up');
    expect(viewPhrase({ size: 'medium', angle: 'over_shoulder', movement: 'static', stated: true })).toBe(
      'an over-the-shoulder medium shot',
    );
  });
  it('tells who does what, where seen from another thing', () => {
    const dragon = entity('e1', 'dragon', {
      attributes: { colour: 'red', size: 'giant', action: 'fly' },
      placement: { relation: 'above', target: 'e2' },
    });
    const castle = entity('e2', 'castle', { kind: 'location', attributes: { qualities: ['medieval'] } });
    expect(subjectPhrase(shot([dragon, castle]))).toBe('a huge red dragon flying over a medieval castle');
  });
  it('counts and lists the figures, those who act first', () => {
    const cup = entity('e1', 'cup', { kind: 'object' });
    const wolves = entity('e2', 'wolf', { attributes: { count: 3, colour: 'grey', action: 'run' } });
    expect(subjectPhrase(shot([cup, wolves]))).toBe('three grey wolves running and a cup');
  });
  it('says where, when and in what weather', () => {
    expect(placePhrase(shot([], { timeOfDay: 'dusk', weather: 'fog', scenery: 'beach' }))).toBe('on a beach at dusk, in thick fog');
    const village = entity('e1', 'village', { kind: 'location', scenery: 'village' });
    expect(placePhrase(shot([village], { scenery: 'village', era: 'medieval', timeOfDay: 'night', season: 'winter' }))).toBe(
      'in a medieval village at night, in winter',
    );
    expect(placePhrase(shot([], { scenery: 'underwater' }))).toBe('underwater by day');
  });
  it('gives the camera the tempo of the mood', () => {
    const push = { size: 'wide', angle: 'low', movement: 'dolly_in', stated: true } as const;
    expect(movementPhrase(push, { label: 'serene', valence: 0, energy: 0.1 })).toBe('the camera slowly pushes in');
    expect(movementPhrase(push, { label: 'tense', valence: 0, energy: 0.9 })).toBe('the camera quickly pushes in');
  });
  it('lights a foggy dawn softly', () =>
    expect(lightPhrase(shot([], { timeOfDay: 'dawn', weather: 'fog' }).setting)).toBe('pale pink first light, diffused by fog'));

  it.each([
    ['fly', 'flying'],
    ['run', 'running'],
    ['lie', 'lying'],
    ['dance', 'dancing'],
    ['see', 'seeing'],
    ['play', 'playing'],
    ['wake up', 'waking up'],
    ['listen', 'listening'],
    ['fix', 'fixing'],
    ['swim', 'swimming'],
  ])('makes %s into %s', (verb, form) => expect(gerund(verb)).toBe(form));
  it.each([
    ['wolf', 'wolves'],
    ['fire engine', 'fire engines'],
    ['city', 'cities'],
    ['fish', 'fish'],
    ['witch', 'witches'],
    ['boy', 'boys'],
  ])('makes several %s into %s', (one, many) => expect(plural(one)).toBe(many));
  it('uses the right article, or none', () => {
    expect([withArticle('owl'), withArticle('unicorn'), withArticle('hour'), withArticle('snow')]).toEqual([
      'an owl',
      'a unicorn',
      'an hour',
      'snow',
    ]);
    expect(counted(12, 'white', 'bird')).toBe('many white birds');
  });
  it('makes sentences', () =>
    expect([sentence('a dog , barking ,'), sentence('Stop!'), sentence(' ')]).toEqual(['A dog, barking.', 'Stop!', '']));
});
