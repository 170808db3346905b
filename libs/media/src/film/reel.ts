import { allOrNone } from '../all-or-none.js';
import { probe } from '../probe.js';
import { jointsFor, type StretchAsIs, stretchAsIs } from './as-is.js';
import type { FilmOptions } from './film.types.js';
import type { Joint } from './joints.js';
import { overlaps, type Placed } from './timeline.js';

/** A take as its file is. A still and a card have no length of their own. */
export interface Footage extends Placed {
  fileSeconds: number;
  sounds: boolean;
  /** Frames at which the file can be joined as it is. */
  joints: readonly Joint[];
}

/**
 * One stretch of the film: a take from its first frame to the next one's. Reels follow each other without a gap and know only
 * their neighbours, so that each can be made by itself, in memory that does not grow with the film.
 */
export interface Reel extends Footage {
  index: number;
  /** The take before, where it is still seen under this reel's beginning. */
  under?: Footage;
  /** Frames over which this reel goes to black at its end. */
  darkening: number;
  /** Frames for which the take is seen on, under the beginning of the next reel. */
  tail: number;
  /** Frames of the take that the film takes over as they are, counted alike in both. */
  asIs?: StretchAsIs;
}

const PROBES_AT_ONCE = 2;

/** Looks into the takes' files and lays the reels out. Rejects with FfmpegError where a file is no film. */
export async function layReels(placed: readonly Placed[], options: FilmOptions): Promise<Reel[]> {
  const footage = await allOrNone(
    placed.map((place) => (stop) => footageOf(place, options, stop)),
    { signal: options.signal, atOnce: PROBES_AT_ONCE },
  );
  return footage.map((take, index) => {
    const next = footage[index + 1];
    const under = overlaps(take.take) ? footage[index - 1] : undefined;
    const darkening = next?.take.transition === 'fade_black' ? next.entering : 0;
    return {
      ...take,
      index,
      ...(under && { under }),
      darkening,
      asIs: stretchAsIs(take.joints, take.entering, take.frames - darkening),
      tail: next && overlaps(next.take) ? next.entering : 0,
    };
  });
}

async function footageOf(place: Placed, options: FilmOptions, signal: AbortSignal): Promise<Footage> {
  const { source } = place.take;
  if (source.kind !== 'film') return { ...place, fileSeconds: Infinity, sounds: false, joints: [] };
  const found = await probe(source.path, { signal, packets: source.finish !== undefined });
  return { ...place, fileSeconds: found.durationSeconds, sounds: found.audio !== undefined, joints: jointsFor(place, found, options) };
}
