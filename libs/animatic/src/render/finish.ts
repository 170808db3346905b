import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { Shot } from '@polyreel/contracts';
import { css } from '../light/colour.js';
import type { Look } from '../look.js';
import type { Place } from '../scenery/place.js';
import { settled } from '../settled.js';

const grain = (): Canvas => {
  const tile = createCanvas(256, 256);
  const ink = tile.getContext('2d');
  const image = ink.createImageData(256, 256);
  for (let i = 0, n = 12345; i < image.data.length; i += 4) {
    n = (Math.imul(n, 1664525) + 1013904223) >>> 0;
    image.data[i] = image.data[i + 1] = image.data[i + 2] = n & 0x10000 ? 255 : 0;
    image.data[i + 3] = (n >>> 24) % 6;
  }
  ink.putImageData(image, 0, 0);
  return tile;
};

let last: { key: string; canvas: Canvas } | undefined;

/** Darker corners and the mood's colour over the whole frame, painted once; the shots of a film mostly share it. */
export function finish(shot: Shot, place: Place, look: Look): Canvas {
  const { vignette } = place.palette;
  const eerie = shot.mood.label === 'eerie';
  const key = [look.width, look.height, vignette, eerie].join();
  if (last?.key !== key) last = { key, canvas: paintFinish(look, vignette, eerie ? [8, 18, 20] : [10, 6, 18]) };
  return last.canvas;
}

function paintFinish(look: Look, vignette: number, dark: readonly [number, number, number]): Canvas {
  const { width, height } = look;
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  const reach = Math.hypot(width, height) / 2;
  const gradient = ink.createRadialGradient(width / 2, height / 2, reach * 0.5, width / 2, height / 2, reach);
  gradient.addColorStop(0, css(dark, 0));
  gradient.addColorStop(0.6, css(dark, vignette * 0.45));
  gradient.addColorStop(1, css(dark, vignette));
  ink.fillStyle = gradient;
  ink.fillRect(0, 0, width, height);
  ink.fillStyle = ink.createPattern(grain(), 'repeat');
  ink.fillRect(0, 0, width, height);
  return settled(canvas);
}
