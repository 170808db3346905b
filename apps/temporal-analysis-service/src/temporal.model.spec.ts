import type { Sentence } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { BeatPacing } from './beat.pacing.js';
import { ClauseSplitter } from './clause.splitter.js';
import { MomentReader } from './moment.reader.js';
import { ShotBreakdown } from './shot.breakdown.js';
import { TemporalModel } from './temporal.model.js';

const model = new TemporalModel(new ClauseSplitter(), new MomentReader(), new BeatPacing(), new ShotBreakdown());
const sentences = (texts: string[]): Sentence[] => texts.map((text, index) => ({ index, original: text, translated: text }));
const analyze = (texts: string | string[], seconds?: number) =>
  model.analyze(sentences([texts].flat()), 'en', { durationSeconds: seconds });
const shots = (texts: string | string[], seconds?: number) => analyze(texts, seconds).temporalSequence;
const sum = (sequence: { durationSeconds: number }[]) => sequence.reduce((total, { durationSeconds }) => total + durationSeconds, 0);
const eight = Array.from({ length: 8 }, (_, at) => `The traveller visits the wonderful city number ${at} of the kingdom.`);

describe('the shots of a text', () => {
  it('add up exactly to every wanted length and follow each other without a gap', () => {
    for (const seconds of [1, 1.5, 3, 4.4, 9.99, 17, 31.7, 60])
      for (const texts of [['A cat.'], eight.slice(0, 3), eight]) {
        const sequence = shots(texts, seconds);
        expect(sum(sequence)).toBe(seconds);
        sequence.forEach((shot, at) =>
          expect(shot.startSeconds).toBe(at === 0 ? 0 : sequence[at - 1]!.startSeconds + sequence[at - 1]!.durationSeconds),
        );
        if (sequence.length > 1) expect(Math.min(...sequence.map(({ durationSeconds }) => durationSeconds))).toBeGreaterThanOrEqual(1.2);
        expect(Math.max(...sequence.map(({ durationSeconds }) => durationSeconds))).toBeLessThanOrEqual(8.125);
        expect([...new Set(sequence.flatMap((shot) => shot.sentences))]).toEqual(texts.map((_, at) => at));
      }
  });
  it('share sentences in a film of three seconds', () => expect(shots(eight, 3)).toHaveLength(2));
  it('cover one sentence several times in a film of a minute', () => {
    const sequence = shots('A lighthouse stands above the sea.', 60);
    expect(sequence.length).toBeGreaterThanOrEqual(8);
    expect(sequence.every((shot) => shot.sentences.join() === '0')).toBe(true);
  });
  it('last five seconds for one sentence and three to five for each of many, a minute at most', () => {
    expect(analyze('A cat sleeps.').timingInfo.durationSeconds).toBe(5);
    const { durationSeconds } = analyze(eight.slice(0, 4)).timingInfo;
    expect(durationSeconds / 4).toBeGreaterThanOrEqual(3);
    expect(durationSeconds / 4).toBeLessThanOrEqual(5);
    expect(analyze(Array.from({ length: 40 }, () => eight[0]!)).timingInfo.durationSeconds).toBe(60);
  });
  it('are parted within a sentence where the words say so', () => {
    const sequence = shots('A dragon sleeps in its cave, then it flies over the village; suddenly the roofs burn.');
    expect(sequence.map(({ text }) => text)).toEqual([
      'A dragon sleeps in its cave,',
      'then it flies over the village;',
      'suddenly the roofs burn.',
    ]);
    expect(sequence.map(({ cue }) => cue)).toEqual([undefined, 'then', 'suddenly']);
  });
  it('are not parted by words that only look like a cue', () => {
    for (const text of [
      'She lives on the first floor next to the baker.',
      'He kisses her for the first time.',
      'Now and then a bird sings.',
      'A second-hand bicycle leans on a wall.',
    ])
      expect(shots(text), text).toHaveLength(1);
  });
  it('join short fragments into one picture', () => expect(shots(['Rain.', 'Night.', 'An empty street.'])).toHaveLength(1));
  it('begin in the way that the cue asks for', () => {
    const sequence = shots([
      'A man reads an old letter.',
      'Years later he stands at her grave.',
      'Meanwhile a child plays with a red ball.',
      'Flashback: they dance on a roof.',
    ]);
    expect(sequence.map(({ transition }) => transition)).toEqual(['fade_in', 'fade_black', 'crossfade', 'fade_black']);
  });
  it('are shorter where all hurries', () => {
    const [calm, chase] = shots(
      ['A calm lake lies still and silent in the morning sun.', 'He runs, jumps and dodges as they chase and attack him.'],
      8,
    );
    expect(chase!.durationSeconds).toBeLessThan(calm!.durationSeconds);
  });
  it('keep a length that the text gives to a shot', () => {
    const sequence = shots(['For six seconds the camera rests on the empty chair.', 'Then a door opens.'], 10);
    expect(sequence[0]!.durationSeconds).toBe(6);
    expect(sum(sequence)).toBe(10);
  });
  it('take the length of the film from the text where nobody else says it', () => {
    expect(analyze('A 20-second video of a horse running on a beach.').timingInfo.durationSeconds).toBe(20);
    expect(analyze('A 20-second video of a horse running on a beach.', 7).timingInfo.durationSeconds).toBe(7);
  });
  it('are parted in the language of the writer where the translation lost the cue', () => {
    const { temporalSequence } = model.analyze(
      [{ index: 0, original: '一只猫在睡觉,然后一只狗跑过来', translated: 'one cat sleep dog run' }],
      'zh-Hans',
    );
    expect(temporalSequence.map(({ originalText }) => originalText)).toEqual(['一只猫在睡觉,', '然后一只狗跑过来']);
  });
  it('share out the caption at the commas of the original where only the translation has the cue', () => {
    const { temporalSequence } = model.analyze(
      [{ index: 0, original: 'Katt sover, hund skäller', translated: 'A cat sleeps, then a dog barks' }],
      'xx',
    );
    expect(temporalSequence.map(({ originalText }) => originalText)).toEqual(['Katt sover,', 'hund skäller']);
  });
  it('keep the whole caption where it cannot be shared out', () => {
    const { temporalSequence } = model.analyze(
      [{ index: 0, original: 'Katt sover hund skäller', translated: 'A cat sleeps, then a dog barks' }],
      'xx',
    );
    expect(temporalSequence.map(({ originalText }) => originalText)).toEqual(['Katt sover hund skäller', 'Katt sover hund skäller']);
  });
});

describe('the moment of a text', () => {
  const when = (text: string | string[]) => analyze(text).timingInfo;
  it('is told by words of the day, the year and the sky', () => {
    expect(when('A fox crosses a frozen lake at midnight while it snows.')).toMatchObject({
      timeOfDay: 'night',
      season: 'winter',
      weather: 'snow',
    });
    expect(when('Knights ride out at daybreak in the fog.')).toMatchObject({ timeOfDay: 'dawn', weather: 'fog', era: 'medieval' });
    expect(when('In a cyberpunk city it rains on an autumn evening.')).toMatchObject({
      timeOfDay: 'dusk',
      season: 'autumn',
      weather: 'rain',
      era: 'future',
    });
  });
  it.each([
    ['The train leaves at 6 a.m. sharp.', 'dawn'],
    ["It is nine o'clock in the evening.", 'night'],
    ['The clock reads 12:30 and the square is empty.', 'day'],
    ['At 3 pm the children come home.', 'afternoon'],
    ['Around 19:15 the lamps are lit.', 'sunset'],
  ])('is told by the clock: %s', (text, timeOfDay) => expect(when(text).timeOfDay).toBe(timeOfDay));
  it('is told by dates and years', () => {
    expect(when('On 3 March the ice breaks.').season).toBe('spring');
    expect(when('A street in Paris in 1789.').era).toBe('industrial');
    expect(when('A jazz band in the 1920s.').era).toBe('modern');
    expect(when('A harbour around 300 BC.').era).toBe('ancient');
    expect(when('A city in the year 2150.').era).toBe('future');
  });
  it('is not told by everyday words', () => {
    for (const text of [
      'He eats a spring roll.',
      'She storms out of the room.',
      'A coil spring.',
      'A river winds through the valley.',
      'The march of the penguins.',
      'A crowd of 1500 people.',
      'There is no rain.',
      'A romance.',
    ])
      expect(when(text), text).toEqual({ durationSeconds: 5 });
  });
  it('holds until another is told', () => {
    expect(
      shots(['The sun rises over the bay.', 'Fishermen mend their nets.', 'At night the boats sail out.']).map(
        ({ timeOfDay }) => timeOfDay,
      ),
    ).toEqual(['dawn', 'dawn', 'night']);
  });
  it('begins where it is told once the story is under way, and the sky of one time of day is not that of the next', () => {
    const story = [
      'A girl finds a key.',
      'She opens a door.',
      'Behind it snow falls.',
      'She walks on.',
      'Finally the sun rises over the sea.',
    ];
    expect(shots(story, 20).map(({ weather }) => weather)).toEqual([undefined, undefined, 'snow', 'snow', undefined]);
    expect(shots(story, 20).map(({ timeOfDay }) => timeOfDay)).toEqual([undefined, undefined, undefined, undefined, 'dawn']);
  });

  it('holds from the beginning when it is told late', () => {
    expect(shots(['A man waits under a lamp.', 'The night is cold.']).map(({ timeOfDay }) => timeOfDay)).toEqual(['night', 'night']);
  });
  it('leaves the weather behind when time jumps', () => {
    const weather = shots(['A storm shakes the ship.', 'The sailors hold on.', 'The next morning they dance on the beach.']).map(
      (shot) => shot.weather,
    );
    expect(weather).toEqual(['storm', 'storm', undefined]);
  });
  it('does not reach back when it only begins', () => {
    expect(shots(['Children play in the garden.', 'Suddenly it starts to rain.']).map(({ weather }) => weather)).toEqual([
      undefined,
      'rain',
    ]);
  });
  it('is told in the language of the writer where the translation is poor', () => {
    const { timingInfo } = model.analyze([{ index: 0, original: '冬天的夜晚下着大雪', translated: 'building' }], 'zh-Hans');
    expect(timingInfo).toMatchObject({ timeOfDay: 'night', season: 'winter' });
  });
  it('is told by a clock in another language', () => {
    expect(
      model.analyze([{ index: 0, original: 'Um 22 Uhr fährt der Zug ab.', translated: 'The train departs.' }], 'de').timingInfo.timeOfDay,
    ).toBe('night');
  });
});
