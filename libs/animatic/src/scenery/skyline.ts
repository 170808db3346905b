import { createCanvas } from '@napi-rs/canvas';
import type { Place } from './place.js';
import { livePainters, stillPainters, type Recipe, type Stroke } from './recipe.book.js';

/** How much of a disc of the sky is hidden by what stands before it, 0 to 1. Stage units, seen by a camera at rest. */
export type Skyline = (x: number, y: number, radius: number) => number;

/** Pixels per stage unit that are fine enough to find a gap between trees. */
const GRAIN = 0.08;
/** Points across a disc that are looked at. */
const ACROSS = 7;

const IN_THE_SKY: ReadonlySet<string> = new Set(['sky', 'stars', 'twinkles', 'orb', 'clouds', 'nebula']);

/** The strokes that paint the sky, and those of what stands before it. */
export function atSkyline(strokes: readonly Stroke[]): [sky: Stroke[], land: Stroke[]] {
  const found = strokes.findIndex(({ paint }) => !IN_THE_SKY.has(paint));
  const ground = found < 0 ? strokes.length : Math.max(1, found);
  return [strokes.slice(0, ground), strokes.slice(ground)];
}

/** Paints what stands before the sky once, coarsely, and sees where that lets the sky through. Beyond the frame there is none. */
export function skylineOf(place: Place, { back, mid }: Recipe): Skyline {
  const [width, height] = [Math.ceil(place.width * GRAIN), Math.ceil(1000 * GRAIN)];
  const canvas = createCanvas(width, height);
  const ink = canvas.getContext('2d');
  ink.scale(GRAIN, GRAIN);
  for (const stroke of [...atSkyline(back)[1], ...mid]) {
    ink.save();
    stillPainters[stroke.paint]?.(ink, place, stroke);
    livePainters[stroke.paint]?.(place, stroke)?.(ink, 0);
    ink.restore();
  }
  const { data } = ink.getImageData(0, 0, width, height);
  const hiddenAt = (x: number, y: number) => {
    const [column, row] = [Math.floor(x * GRAIN), Math.floor(y * GRAIN)];
    return column < 0 || row < 0 || column >= width || row >= height ? 1 : data[(row * width + column) * 4 + 3]! / 255;
  };
  return (x, y, radius) => {
    const steps = Array.from({ length: ACROSS }, (_, i) => ((i + 0.5) / ACROSS) * 2 - 1);
    const points = steps.flatMap((dx) =>
      steps.filter((dy) => dx * dx + dy * dy <= 1).map((dy) => hiddenAt(x + dx * radius, y + dy * radius)),
    );
    return points.reduce((sum, hidden) => sum + hidden, 0) / points.length;
  };
}
