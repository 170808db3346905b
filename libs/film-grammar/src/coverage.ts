import { readFileSync } from 'node:fs';
import { Camera, type ShotSize } from '@polyreel/contracts';
import { z } from 'zod';

const views = z.array(Camera.omit({ stated: true })).min(1);
const table = z
  .strictObject({ far: views, middle: views, near: views })
  .parse(JSON.parse(readFileSync(new URL('./coverage.json', import.meta.url), 'utf8')));

const DISTANCE: Record<ShotSize, keyof typeof table> = {
  extreme_wide: 'far',
  wide: 'far',
  full: 'middle',
  medium: 'middle',
  close_up: 'near',
  extreme_close_up: 'near',
};

/**
 * How the camera sees the n-th shot of one sentence (0 is the first): establishing view, then nearer, then a detail, then another side,
 * as a scene is covered on set. The first shot keeps the camera that the sentence asked for; neighbours differ in size and movement.
 */
export function coverage(shotIndexWithinSentence: number, base: Camera): Camera {
  if (shotIndexWithinSentence === 0) return base;
  const others = table[DISTANCE[base.size]].filter(({ size, movement }) => size !== base.size || movement !== base.movement);
  return { ...others[(shotIndexWithinSentence - 1) % others.length]!, stated: false };
}
