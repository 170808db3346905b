import type { Sentence } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { CameraCueReader } from './camera-cues.reader.js';
import { CameraDirector } from './camera.director.js';
import { ContentReader } from './content.reader.js';

const director = new CameraDirector(new CameraCueReader(), new ContentReader());
const sentences = (texts: string[]): Sentence[] => texts.map((text, index) => ({ index, original: text, translated: text }));
const direct = (...texts: string[]) => director.direct(sentences(texts), 'en');
const moves = (...texts: string[]) => direct(...texts).cameraMovements.map(({ movement }) => movement);
const statedMoves = (text: string) =>
  direct(text)
    .cameraMovements.filter(({ stated }) => stated)
    .map(({ movement }) => movement);
const statedTypes = (text: string) =>
  direct(text)
    .shotTypes.filter(({ stated }) => stated)
    .map(({ size, angle }) => [size, angle]);

describe('a stated camera movement', () => {
  it.each([
    ['The camera slowly pushes in on her face.', 'dolly_in'],
    ['The camera moves closer to the door.', 'dolly_in'],
    ['A slow dolly-in towards the throne.', 'dolly_in'],
    ['The camera pulls back to reveal the army.', 'dolly_out'],
    ['The camera slowly moves away from the house.', 'dolly_out'],
    ['The camera zooms in on the ring.', 'zoom_in'],
    ['A slow zoom on the old clock.', 'zoom_in'],
    ['It zooms out to reveal the whole city.', 'zoom_out'],
    ['Zoom out from the eye of an eagle.', 'zoom_out'],
    ['The camera pans left across the valley.', 'pan_left'],
    ['Pan right to the open window.', 'pan_right'],
    ['The camera sweeps from left to right over the crowd.', 'pan_right'],
    ['The camera tilts up to the top of the tower.', 'tilt_up'],
    ['Tilt down to his shoes.', 'tilt_down'],
    ['The camera follows a fox through the snow.', 'truck_right'],
    ['A tracking shot of a cyclist.', 'truck_right'],
    ['The camera tracks left along the wall.', 'truck_left'],
    ['The camera rises above the treetops.', 'crane_up'],
    ['A crane shot over the market.', 'crane_up'],
    ['The camera descends into the cave.', 'crane_down'],
    ['The camera circles around the dancer.', 'orbit'],
    ['A 360-degree shot of the hero.', 'orbit'],
    ['Shaky camera, we run through the forest.', 'handheld'],
    ['A handheld shot of a street party.', 'handheld'],
    ['POV of a bee flying over flowers.', 'handheld'],
    ['A static shot of an empty chair.', 'static'],
    ['The camera stays perfectly still.', 'static'],
  ])('is read in "%s"', (text, movement) => expect(statedMoves(text)).toEqual([movement]));

  it('may be several in one sentence, in order', () => {
    expect(statedMoves('The camera pans left over the bay, then zooms in on a small boat.')).toEqual(['pan_left', 'zoom_in']);
  });

  it.each([
    'He puts a pan on the stove.',
    'She joins a zoom call with her team.',
    'They shoot hoops in the yard.',
    'A crane flies over the lake.',
    'A white crane stands in the reeds.',
    'A satellite in orbit around the earth.',
    'The moon orbits the planet.',
    'He tilts his head and listens.',
    'A boy plays on a handheld console.',
    'A red truck turns left at the corner.',
    'The deer leaves tracks in the snow.',
    'Cars zoom past the diner.',
    'A photographer holds a camera.',
    'The old camera lies on a shelf.',
    'We go into the house and close up the shop.',
    'She pulls back the curtain.',
    'Peter Pan flies over London.',
    'A shot of whiskey stands on the bar.',
    'Static electricity lifts her hair.',
    'He pushes in the door.',
  ])('is not read into "%s"', (text) => {
    const { cameraMovements, shotTypes } = direct(text);
    expect([...cameraMovements, ...shotTypes].filter(({ stated }) => stated)).toEqual([]);
  });
});

describe('a stated shot', () => {
  it.each([
    ['A close-up of a wolf.', 'close_up', 'eye_level'],
    ['Extreme close-up of an eye.', 'extreme_close_up', 'eye_level'],
    ['A wide shot of the desert.', 'wide', 'eye_level'],
    ['An establishing shot of Tokyo.', 'extreme_wide', 'eye_level'],
    ['A medium shot of two friends.', 'medium', 'eye_level'],
    ['A full-body shot of a knight.', 'full', 'eye_level'],
    ['A drone shot of the coast.', 'extreme_wide', 'birds_eye'],
    ['Aerial view of a forest.', 'extreme_wide', 'birds_eye'],
    ['A low-angle close-up of the king.', 'close_up', 'low'],
  ])('is read in "%s"', (text, size, angle) => expect(statedTypes(text)).toEqual([[size, angle]]));
  it.each([
    ["A bird's-eye view of the market.", 'birds_eye'],
    ['The tower from a low angle.', 'low'],
    ['A high-angle shot of a child.', 'high'],
    ['An over-the-shoulder shot of the chess player.', 'over_shoulder'],
    ['A dutch angle of the corridor.', 'dutch'],
    ["A worm's-eye view of the giant.", 'worms_eye'],
  ])('has its angle read in "%s"', (text, angle) => expect(statedTypes(text)[0]![1]).toBe(angle));
  it('may be two in one sentence', () => {
    expect(statedTypes('A wide shot of the bay, then a close-up of her face.').map(([size]) => size)).toEqual(['wide', 'close_up']);
  });
  it('names the words that asked for it', () => expect(direct('A close-up of a wolf.').shotTypes[0]!.cue).toBe('close-up'));
});

describe('a chosen camera', () => {
  const chosen = (...texts: string[]) => {
    const { shotTypes, cameraMovements } = direct(...texts);
    return texts.map((_, at) => ({
      ...shotTypes.find(({ sentence }) => sentence === at)!,
      ...cameraMovements.find(({ sentence }) => sentence === at)!,
    }));
  };
  it('never claims to be stated', () => expect(chosen('A dog barks.')[0]).toMatchObject({ stated: false }));
  it('opens wide on a landscape', () => expect(chosen('Mountains rise over a valley.')[0]!.size).toBe('extreme_wide'));
  it('sees epic land from far and high', () =>
    expect(chosen('A dog barks.', 'The army crosses the desert.')[1]).toMatchObject({ size: 'extreme_wide', movement: 'crane_up' }));
  it('goes near where feelings are', () =>
    expect(chosen('A house.', 'She weeps and holds his letter.')[1]).toMatchObject({ size: 'close_up', movement: 'dolly_in' }));
  it('accompanies who travels', () => expect(chosen('A house.', 'A boy runs after a bus.')[1]!.movement).toBe('truck_right'));
  it('approaches the uncanny from low down', () =>
    expect(chosen('A house.', 'A ghost stands in the hallway.')[1]).toMatchObject({ angle: 'low', movement: 'dolly_in' }));
  it('never shows the same size and movement three times running', () => {
    for (const text of ['A boy runs.', 'She weeps.', 'A ghost.', 'A cup.', 'A dog barks.', 'The army crosses the desert.', 'A dragon.']) {
      const views = chosen(...Array.from({ length: 12 }, () => text)).map(({ size, movement }) => `${size} ${movement}`);
      views.slice(2).forEach((view, at) => expect([views[at], views[at + 1]], text).not.toEqual([view, view]));
    }
  });
  it('alternates pans that have no side', () => {
    expect(moves('The camera pans across a field.', 'The camera pans across a lake.', 'The camera pans across a hill.')).toEqual([
      'pan_right',
      'pan_left',
      'pan_right',
    ]);
  });
  it('keeps the screen direction until the story turns back', () => {
    const sides = moves(
      'The camera tracks left with a rider.',
      'The camera follows the rider.',
      'She turns back and the camera follows her.',
    );
    expect(sides).toEqual(['truck_left', 'truck_left', 'truck_right']);
  });
  it('keeps what is stated and chooses only the rest', () => {
    expect(chosen('A close-up of a running horse.')[0]).toMatchObject({ size: 'close_up', movement: 'dolly_in', stated: false });
  });
  it('is less certain than a stated one', () =>
    expect(direct('A dog barks.').confidenceScore).toBeLessThan(direct('A close-up of a dog.').confidenceScore));
});

describe('a camera asked for in another language', () => {
  it('is read where the translation lost it', () => {
    const { cameraMovements } = director.direct([{ index: 0, original: '镜头慢慢拉近,一座城堡', translated: 'castle' }], 'zh-Hans');
    expect(cameraMovements[0]).toMatchObject({ stated: true });
    expect(['dolly_in', 'zoom_in']).toContain(cameraMovements[0]!.movement);
  });
  it('is not told twice where the translation has it too', () => {
    const { cameraMovements } = director.direct(
      [{ index: 0, original: '镜头拉近一座城堡', translated: 'The camera moves closer to a castle' }],
      'zh-Hans',
    );
    expect(cameraMovements).toHaveLength(1);
  });
});
