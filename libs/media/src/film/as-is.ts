import type { Probe } from '../probe.js';
import { encodingMark } from './encoding.js';
import type { FilmOptions } from './film.types.js';
import { type Joint, jointsIn } from './joints.js';
import type { Placed } from './timeline.js';

/** Frames of a reel, from the one to before the other. */
export interface Stretch {
  from: number;
  to: number;
}

/** A stretch that lies between two joints. */
export interface StretchAsIs extends Stretch {
  /** By how many frames what follows it in the file is decoded before it is shown. */
  lead: number;
}

/** The frames at which a take may be joined to others as it is; none where all of it must be encoded for this film. */
export function jointsFor({ take, frames }: Placed, found: Probe, options: FilmOptions): Joint[] {
  const { source, mood } = take;
  const { video } = found;
  const drawnOver = options.watermark !== undefined || options.captions?.burnIn !== undefined;
  if (source.kind !== 'film' || !source.finish || !video || drawnOver) return [];
  const { width, height, framesPerSecond, quality } = options;
  const alike =
    source.finish.mood === mood &&
    source.finish.encoding === encodingMark(quality, framesPerSecond) &&
    video.codec_name === 'h264' &&
    video.width === width &&
    video.height === height &&
    video.avg_frame_rate === framesPerSecond;
  return alike ? jointsIn(found, framesPerSecond).filter(({ frame }) => frame <= frames) : [];
}

/** What lies between the first joint after the way in and the last one before the way out. */
export function stretchAsIs(joints: readonly Joint[], entering: number, leaving: number): StretchAsIs | undefined {
  const from = joints.find(({ frame }) => frame >= entering);
  const to = joints.findLast(({ frame }) => frame <= leaving);
  return from && to && from.frame < to.frame ? { from: from.frame, to: to.frame, lead: to.lead } : undefined;
}
