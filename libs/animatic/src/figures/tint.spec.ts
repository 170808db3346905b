import { describe, expect, it } from 'vitest';
import { toHsl } from '../light/colour.js';
import { illustrationSvg } from './illustration.book.js';
import { rasterise } from './sprite.js';
import { recolour } from './tint.js';

const pixelsOf = (emoji: string) =>
  rasterise(illustrationSvg(emoji) ?? '', 96)
    .getContext('2d')
    .getImageData(0, 0, 96, 96).data;
const share = (pixels: Uint8ClampedArray, wanted: (hue: number, saturation: number, lightness: number) => boolean) => {
  let [hits, all] = [0, 0];
  for (let i = 0; i < pixels.length; i += 4) {
    if ((pixels[i + 3] ?? 0) < 200) continue;
    all += 1;
    if (wanted(...toHsl(pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0))) hits += 1;
  }
  return hits / all;
};

describe('A recoloured figure', () => {
  it('turns a green dragon red', () => {
    const pixels = pixelsOf('🐉');
    const isRed = (hue: number, saturation: number) => saturation > 0.3 && (hue < 22 || hue > 340);
    expect(share(pixels, isRed)).toBeLessThan(0.1);
    recolour(pixels, 'red', false);
    expect(share(pixels, isRed)).toBeGreaterThan(0.6);
  });

  it('turns a grey elephant blue', () => {
    const pixels = pixelsOf('🐘');
    recolour(pixels, 'blue', false);
    expect(share(pixels, (hue, saturation) => saturation > 0.3 && hue > 190 && hue < 240)).toBeGreaterThan(0.5);
  });

  it('keeps shades apart, so that eyes and outlines stay', () => {
    const pixels = pixelsOf('🐈');
    recolour(pixels, 'white', false);
    expect(share(pixels, (_hue, _saturation, lightness) => lightness > 0.75)).toBeGreaterThan(0.5);
    expect(share(pixels, (_hue, _saturation, lightness) => lightness < 0.3)).toBeGreaterThan(0.005);
  });
});
