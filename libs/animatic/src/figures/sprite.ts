import type { Colour } from '@polyreel/contracts';
import { createCanvas, Image, type Canvas, type SKRSContext2D } from '@napi-rs/canvas';
import { css, luma, mix, type Rgb } from '../light/colour.js';
import type { Palette } from '../light/palette.js';
import { settled } from '../settled.js';
import { recolour } from './tint.js';

/** A figure cut out for the stage: trimmed to what is drawn. */
export interface Sprite {
  picture: Canvas;
  /** Width divided by height. */
  aspect: number;
}

const LARGEST_SPRITE = 1100;

/** Rasterises an illustration, so many pixels high (its 128-unit square, before trimming). */
export function rasterise(svg: string, pixels: number): Canvas {
  const side = Math.max(16, Math.min(LARGEST_SPRITE, Math.round(pixels) || 16));
  const canvas = createCanvas(side, side);
  const image = new Image();
  // The size in the SVG itself makes Skia draw its vectors at that size, in place of scaling a bitmap.
  image.src = Buffer.from(svg.replace('<svg ', `<svg width="${side}" height="${side}" `));
  if (image.width > 0) canvas.getContext('2d').drawImage(image, 0, 0, side, side);
  return canvas;
}

function trim(canvas: Canvas): Canvas {
  const pixels = new Uint32Array(Uint8Array.from(canvas.data()).buffer);
  const { width, height } = canvas;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((pixels[y * width + x] ?? 0) >>> 24 < 12) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  if (right < 0) return canvas;
  const cut = createCanvas(right - left + 1, bottom - top + 1);
  cut.getContext('2d').drawImage(canvas, -left, -top);
  return cut;
}

const overPicture = (canvas: Canvas, paint: (ink: SKRSContext2D) => void) => {
  const ink = canvas.getContext('2d');
  ink.save();
  ink.globalCompositeOperation = 'source-atop';
  paint(ink);
  ink.restore();
};

/** Light that falls on a figure: the ambient colour on all of it, a warm side, a darker foot and a thin bright rim. */
function relight(canvas: Canvas, palette: Palette, fromRight: boolean, distance: number): Canvas {
  const { width, height } = canvas;
  const ambient = createCanvas(width, height);
  const ink = ambient.getContext('2d');
  ink.drawImage(canvas, 0, 0);
  ink.globalCompositeOperation = 'multiply';
  ink.fillStyle = css(mix(palette.ambient, [255, 255, 255], 0.18));
  ink.fillRect(0, 0, width, height);
  const foot = ink.createLinearGradient(0, height * 0.45, 0, height);
  foot.addColorStop(0, 'rgba(255,255,255,1)');
  foot.addColorStop(1, css(mix(palette.near, [255, 255, 255], 0.55)));
  ink.fillStyle = foot;
  ink.fillRect(0, 0, width, height);
  ink.globalCompositeOperation = 'destination-in';
  ink.drawImage(canvas, 0, 0);
  overPicture(ambient, (top) => {
    const side = top.createLinearGradient(fromRight ? width : 0, 0, fromRight ? 0 : width, height * 0.5);
    side.addColorStop(0, css(palette.light, 0.2 + palette.mono * 0.3));
    side.addColorStop(0.55, css(palette.light, 0));
    top.fillStyle = side;
    top.fillRect(0, 0, width, height);
    if (distance > 0) {
      top.fillStyle = css(palette.haze, Math.min(0.6, distance * (0.3 + palette.hazeShare * 0.5)));
      top.fillRect(0, 0, width, height);
    }
  });
  const rim = createCanvas(width, height);
  const edge = rim.getContext('2d');
  edge.drawImage(canvas, 0, 0);
  edge.globalCompositeOperation = 'destination-out';
  const reach = Math.max(1.2, height * 0.014);
  edge.drawImage(canvas, fromRight ? -reach : reach, reach * 0.8);
  edge.globalCompositeOperation = 'source-in';
  edge.fillStyle = css(mix(palette.light, [255, 255, 255], 0.25), 0.35 + palette.mono * 0.5);
  edge.fillRect(0, 0, width, height);
  ink.globalCompositeOperation = 'source-over';
  ink.drawImage(rim, 0, 0);
  return ambient;
}

export interface Costume {
  colour?: Colour | undefined;
  /** A person keeps the skin when the clothes are dyed. */
  person: boolean;
  qualities: readonly string[];
  /** Shines by itself: the light of the scene does not darken it. */
  luminous: boolean;
}

const has = (costume: Costume, ...words: string[]) => costume.qualities.some((quality) => words.includes(quality));

/** Makes the sprite of a figure in the light of a palette. `pixels` is the height of the uncut illustration. */
export function cutSprite(svg: string, pixels: number, costume: Costume, palette: Palette, fromRight: boolean, distance: number): Sprite {
  const whole = trim(rasterise(svg, pixels));
  const ink = whole.getContext('2d');
  if (costume.colour) {
    const image = ink.getImageData(0, 0, whole.width, whole.height);
    recolour(image.data, costume.colour, costume.person);
    ink.putImageData(image, 0, 0);
  }
  const wash = (colour: Rgb, alpha: number) =>
    overPicture(whole, (top) => {
      top.fillStyle = css(colour, alpha);
      top.fillRect(0, 0, whole.width, whole.height);
    });
  if (has(costume, 'old', 'ancient', 'ruined', 'broken', 'dusty', 'abandoned', 'rusty')) wash([128, 110, 88], 0.3);
  if (has(costume, 'ghostly', 'invisible', 'transparent', 'spectral')) wash([220, 235, 255], 0.45);
  if (has(costume, 'frozen', 'icy', 'snowy')) wash([190, 225, 255], 0.42);
  if (has(costume, 'dark', 'shadowy', 'evil')) wash([20, 16, 34], 0.4);
  if (has(costume, 'golden')) wash([255, 205, 80], 0.4);
  const lit = settled(costume.luminous ? whole : relight(whole, palette, fromRight, distance));
  return { picture: lit, aspect: lit.width / lit.height };
}

/** How bright a sprite is on the whole, 0 to 1. */
export function brightnessOf({ picture }: Sprite): number {
  const small = createCanvas(8, 8);
  const ink = small.getContext('2d');
  ink.drawImage(picture, 0, 0, 8, 8);
  const { data } = ink.getImageData(0, 0, 8, 8);
  let [sum, weight] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3] ?? 0;
    sum += luma([data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0]) * alpha;
    weight += alpha;
  }
  return sum / Math.max(1, weight);
}

/** Width by height of what an illustration draws, without its empty margin. */
export function spriteAspect(svg: string): number {
  const whole = trim(rasterise(svg, 64));
  return whole.width / whole.height;
}
