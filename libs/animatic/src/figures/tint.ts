import type { Colour } from '@polyreel/contracts';
import { clamp, fromHsl, toHsl } from '../light/colour.js';

/** What a named colour looks like as ink: hue in degrees, saturation and lightness, and how far its shades spread. */
const INKS: Record<Colour, { hue: number; saturation: number; lightness: number; contrast: number }> = {
  red: { hue: 2, saturation: 0.78, lightness: 0.45, contrast: 0.8 },
  orange: { hue: 28, saturation: 0.92, lightness: 0.52, contrast: 0.75 },
  yellow: { hue: 48, saturation: 0.95, lightness: 0.56, contrast: 0.7 },
  green: { hue: 132, saturation: 0.6, lightness: 0.4, contrast: 0.85 },
  turquoise: { hue: 176, saturation: 0.7, lightness: 0.44, contrast: 0.8 },
  blue: { hue: 215, saturation: 0.78, lightness: 0.48, contrast: 0.85 },
  purple: { hue: 276, saturation: 0.58, lightness: 0.46, contrast: 0.85 },
  pink: { hue: 336, saturation: 0.82, lightness: 0.7, contrast: 0.65 },
  brown: { hue: 22, saturation: 0.48, lightness: 0.34, contrast: 0.8 },
  black: { hue: 230, saturation: 0.1, lightness: 0.17, contrast: 0.5 },
  white: { hue: 220, saturation: 0.12, lightness: 0.91, contrast: 0.45 },
  grey: { hue: 215, saturation: 0.05, lightness: 0.52, contrast: 0.9 },
  gold: { hue: 44, saturation: 0.86, lightness: 0.52, contrast: 1.15 },
  silver: { hue: 212, saturation: 0.12, lightness: 0.72, contrast: 1.2 },
};

const HUES = 36;
const CHROMATIC = 0.22;

/** Which family of shades makes up most of a picture: a hue in degrees, or one of three greys. */
type Family = { hue: number } | { grey: 'dark' | 'middle' | 'light' };

const greyOf = (lightness: number) => (lightness < 0.24 ? 'dark' : lightness < 0.82 ? 'middle' : 'light');

/** A people's skin is never taken for the colour of a person: hue 12 to 42 with the saturation of skin. */
function dominant(pixels: Uint8ClampedArray, spareSkin: boolean): { family: Family; meanLightness: number } {
  const hues = new Float64Array(HUES);
  const lights = new Float64Array(HUES);
  const greys = { dark: 0, middle: 0, light: 0 };
  const greyLights = { dark: 0, middle: 0, light: 0 };
  for (let i = 0; i < pixels.length; i += 16) {
    if ((pixels[i + 3] ?? 0) < 128) continue;
    const [hue, saturation, lightness] = toHsl(pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0);
    if (spareSkin && isSkin(hue, lightness)) continue;
    if (saturation > CHROMATIC && lightness > 0.08 && lightness < 0.95) {
      const bin = Math.floor(hue / (360 / HUES)) % HUES;
      hues[bin] = (hues[bin] ?? 0) + 1;
      lights[bin] = (lights[bin] ?? 0) + lightness;
    } else {
      greys[greyOf(lightness)] += 1;
      greyLights[greyOf(lightness)] += lightness;
    }
  }
  let best = 0;
  let bestWeight = -1;
  const around = (values: Float64Array, bin: number) =>
    [-3, -2, -1, 0, 1, 2, 3].reduce((sum, d) => sum + (values[(bin + d + HUES) % HUES] ?? 0), 0);
  for (let bin = 0; bin < HUES; bin += 1) {
    const weight = around(hues, bin) + (hues[bin] ?? 0) * 0.01;
    if (weight > bestWeight) [best, bestWeight] = [bin, weight];
  }
  const grey = (['middle', 'light', 'dark'] as const).reduce((a, b) => (greys[b] > greys[a] ? b : a));
  // Outlines, eyes and teeth are grey too: a grey body must clearly outweigh the colours.
  if (greys[grey] > bestWeight * 1.25) return { family: { grey }, meanLightness: greyLights[grey] / Math.max(1, greys[grey]) };
  return { family: { hue: (best + 0.5) * (360 / HUES) }, meanLightness: around(lights, best) / Math.max(1, around(hues, best)) };
}

const isSkin = (hue: number, lightness: number) => hue >= 14 && hue <= 44 && lightness > 0.2;

const hueDistance = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180);

/**
 * Paints a figure in another colour, in place (straight RGBA). Only the shades of its main colour change, and they keep their
 * relative lightness, so that eyes, outlines, teeth and highlights stay what they are.
 */
export function recolour(pixels: Uint8ClampedArray, colour: Colour, spareSkin: boolean): void {
  const ink = INKS[colour];
  const { family, meanLightness } = dominant(pixels, spareSkin);
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] === 0) continue;
    const [hue, saturation, lightness] = toHsl(pixels[i] ?? 0, pixels[i + 1] ?? 0, pixels[i + 2] ?? 0);
    if (spareSkin && isSkin(hue, lightness)) continue;
    let share: number;
    if ('hue' in family) {
      // Shades of brown and red lie close together: neighbours of the main hue go along, softly.
      share = saturation < 0.12 ? 0 : clamp((62 - hueDistance(hue, family.hue)) / 18) * clamp((saturation - 0.12) / 0.12);
    } else {
      share = saturation > 0.35 ? 0 : greyOf(lightness) === family.grey || (family.grey !== 'dark' && lightness > 0.3) ? 1 : 0;
    }
    if (share === 0) continue;
    const spread = (lightness - meanLightness) * ink.contrast;
    const [r, g, b] = fromHsl(ink.hue, clamp(ink.saturation * (0.82 + 0.18 * saturation)), clamp(ink.lightness + spread, 0.06, 0.97));
    pixels[i] = (pixels[i] ?? 0) * (1 - share) + r * share;
    pixels[i + 1] = (pixels[i + 1] ?? 0) * (1 - share) + g * share;
    pixels[i + 2] = (pixels[i + 2] ?? 0) * (1 - share) + b * share;
  }
}
