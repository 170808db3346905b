import { grades, type MoodName } from './grade.js';
import type { Take } from './film.types.js';

/** A take's place in the film, in whole frames. */
export interface Placed {
  take: Take;
  /** First frame on screen. */
  start: number;
  /** Frames until the next take begins. */
  frames: number;
  /** Frames over which this take comes in, from `start` on. 0 for a cut. */
  entering: number;
}

/** Whether the two takes are seen at once while one follows the other. */
export const overlaps = (take: Take) => take.transition === 'crossfade' || take.transition === 'wipe';

/**
 * Places takes on whole frames so that the film has exactly the sum of their durations.
 *
 * Every take begins on its own moment, so captions and music stay true; a cross-fade or wipe runs over the first frames of
 * the take that comes in, and the take that goes out gives the frames under it from beyond its own: real ones where the take
 * is longer than its shot, else its last frame held. (Centring the transition would hold frames of both takes; slowing the
 * outgoing one down doubles single frames, which shows in every pan.) A transition takes at most a third of either take.
 */
export function placeTakes(takes: readonly Take[], framesPerSecond: number): { placed: Placed[]; totalFrames: number } {
  if (takes.length === 0) throw new RangeError('a film needs at least one take');
  const edges = [0];
  let seconds = 0;
  for (const take of takes) edges.push(Math.round((seconds += take.durationSeconds) * framesPerSecond));
  const placed = takes.map((take, i): Placed => ({ take, start: edges[i]!, frames: edges[i + 1]! - edges[i]!, entering: 0 }));
  const empty = placed.findIndex((place) => place.frames < 1);
  if (empty >= 0) throw new RangeError(`take ${empty} is shorter than one frame`);
  placed.forEach((place, i) => {
    place.entering = enteringFrames(place, placed[i - 1], framesPerSecond);
  });
  return { placed, totalFrames: edges.at(-1)! };
}

function enteringFrames({ take, frames }: Placed, before: Placed | undefined, framesPerSecond: number): number {
  if (take.transition === 'cut' || (!before && overlaps(take))) return 0;
  const longest = transitionFrames(take.mood, frames, framesPerSecond);
  return before ? Math.max(1, Math.min(longest, Math.floor(before.frames / 3))) : longest;
}

/** Over how many frames a take of so many comes in, unless the one before it is too short for that. */
export const transitionFrames = (mood: MoodName, frames: number, framesPerSecond: number) =>
  Math.max(1, Math.min(Math.round(grades[mood].transitionSeconds * framesPerSecond), Math.floor(frames / 3)));

/** Whether a frame lies clear of every transition, so that a poster never shows two pictures at once or a half-black one. */
export function isSettled(placed: readonly Placed[], frame: number, framesPerSecond: number): boolean {
  const index = placed.findLastIndex(({ start }) => start <= frame);
  const { start, frames, entering } = placed[index]!;
  const next = placed[index + 1];
  const leaving = next?.take.transition === 'fade_black' ? next.entering : 0;
  return frame >= start + Math.max(entering, Math.round(framesPerSecond / 4)) && frame < start + frames - leaving;
}
