import type { Shot, ShotPrompt } from '@polyreel/contracts';
import { describe, expect, it } from 'vitest';
import { fitToOptions } from './fit-to-options.js';
import { DEFAULT_STYLE, styleIn, styleNamed } from './styles.js';

describe('a style', () => {
  it.each([
    ['A fox in the snow, in anime style.', 'anime'],
    ['A watercolour painting of a harbour.', 'watercolour'],
    ['A claymation video about two snails.', 'claymation'],
    ['A city in the style of film noir.', 'noir'],
    ['Pixel art animation of a knight.', 'pixel-art'],
    ['A dragon as a 3D cartoon.', '3d-animation'],
  ])('is asked for by "%s"', (text, name) => expect(styleIn(text)?.name).toBe(name));
  it.each([
    'A painting hangs on the wall.',
    'Children watch a cartoon on television.',
    'An old film projector rattles.',
    'A dragon flies.',
  ])('is not asked for by "%s"', (text) => expect(styleIn(text)).toBeUndefined());
  it('is found by its aliases', () => expect(styleNamed('Film Noir style').name).toBe('noir'));
  it('is taken at its word when nobody knows it', () => expect(styleNamed('Bauhaus poster').look).toBe('In the style of Bauhaus poster'));
});

describe('a prompt fitted to the options of a generation', () => {
  const prompt: ShotPrompt = {
    shotIndex: 0,
    imagePrompt: `A fox. ${DEFAULT_STYLE.look}.`,
    videoPrompt: `A fox runs. ${DEFAULT_STYLE.motion}.`,
    negativePrompt: `${DEFAULT_STYLE.avoid}, blurry`,
    wordings: { runway: `A fox runs. ${DEFAULT_STYLE.motion}.` },
    shot: {} as Shot,
  };
  const fitted = fitToOptions(prompt, { style: 'anime', aspectRatio: '9:16' });
  it('speaks in the chosen style everywhere', () => {
    expect(fitted.imagePrompt).toContain(styleNamed('anime').look);
    expect(fitted.videoPrompt).toContain(styleNamed('anime').motion);
    expect(fitted.negativePrompt).toBe(`${styleNamed('anime').avoid}, blurry`);
    expect(fitted.wordings!['runway']).toContain(styleNamed('anime').motion);
    expect(JSON.stringify(fitted)).not.toContain(DEFAULT_STYLE.look);
  });
  it('is composed for the shape of the picture', () => expect(fitted.imagePrompt).toMatch(/Vertical 9:16/));
  it('does not change when it is fitted again', () =>
    expect(fitToOptions(fitted, { style: 'anime', aspectRatio: '9:16' })).toEqual(fitted));
  it('stays as it is where nothing is asked', () => expect(fitToOptions(prompt, {})).toEqual(prompt));
});
