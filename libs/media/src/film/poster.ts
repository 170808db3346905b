import { join, resolve } from 'node:path';
import { type Still, takeStills } from '../take-stills.js';
import type { CutReel } from './cut-reel.js';
import type { Film, FilmOptions, FrameSize, Thumbnail } from './film.types.js';
import type { Reel } from './reel.js';

/** Longer sides of the thumbnails in pixels: for a line of a list, for a card, for a page. */
const THUMBNAIL_SIDES = [160, 320, 640];

/** Takes the poster out of the reel that holds its frame, in full size and as thumbnails. */
export async function takePoster(
  reels: readonly Reel[],
  cuts: readonly CutReel[],
  frame: number,
  options: FilmOptions,
): Promise<Pick<Film, 'poster' | 'thumbnails'>> {
  const { folder, framesPerSecond, signal } = options;
  const reel = reels.findLast(({ start }) => start <= frame)!;
  const poster = join(folder, 'poster.jpg');
  const thumbnails = THUMBNAIL_SIDES.map((side): Thumbnail => ({ path: join(folder, `thumbnail-${side}.jpg`), ...within(side, options) }));
  const stills: Still[] = [{ path: poster }, ...thumbnails.map(({ path }, i) => ({ path, longSide: THUMBNAIL_SIDES[i]! }))];
  const at = frame - reel.start;
  const { file, start, skipped } = cuts[reel.index]!.film.findLast((piece) => piece.start <= at)!;
  await takeStills(resolve(folder, file), (at - start + skipped) / framesPerSecond, stills, { signal });
  return { poster, thumbnails };
}

/** The film's size brought down so that its longer side is at most so many pixels. */
function within(side: number, { width, height }: FrameSize): FrameSize {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
