import type { AspectRatio, Resolution } from './film.js';

/** The shorter side in pixels. */
const SHORT_SIDE: Record<Resolution, number> = { '360p': 360, '480p': 480, '720p': 720, '1080p': 1080 };
const RATIO: Record<AspectRatio, readonly [width: number, height: number]> = {
  '16:9': [16, 9],
  '9:16': [9, 16],
  '1:1': [1, 1],
  '4:5': [4, 5],
};

/** The picture in pixels: the resolution names its shorter side, and both sides are even, as H.264 wants them. */
export function pictureSize(aspectRatio: AspectRatio, resolution: Resolution): { width: number; height: number } {
  const [across, down] = RATIO[aspectRatio];
  const short = SHORT_SIDE[resolution];
  const long = even((short * Math.max(across, down)) / Math.min(across, down));
  return across >= down ? { width: long, height: short } : { width: short, height: long };
}

const even = (pixels: number) => Math.round(pixels / 2) * 2;
