import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { settled } from '../settled.js';
import { css, type Rgb } from './colour.js';

/** How strong a disc is on its way from the middle (0) to the edge (1). */
export type Falloff = readonly (readonly [at: number, strength: number])[];

const ROUND: Falloff = [
  [0, 1],
  [0.4, 0.62],
  [0.75, 0.16],
  [1, 0],
];

/** A soft shadow, glow or bank of haze: an ellipse of so many pixels that fades to nothing at its edge. */
export function softDisc(
  colour: Rgb,
  {
    width = 128,
    height = 128,
    strength = 1,
    falloff = ROUND,
  }: { width?: number; height?: number; strength?: number; falloff?: Falloff } = {},
): Canvas {
  const disc = createCanvas(Math.max(1, Math.ceil(width)), Math.max(1, Math.ceil(height)));
  const ink = disc.getContext('2d');
  ink.scale(disc.width / 128, disc.height / 128);
  const gradient = ink.createRadialGradient(64, 64, 4, 64, 64, 64);
  for (const [at, share] of falloff) gradient.addColorStop(at, css(colour, share * strength));
  ink.fillStyle = gradient;
  ink.fillRect(0, 0, 128, 128);
  return settled(disc);
}
