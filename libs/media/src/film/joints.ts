import type { Probe } from '../probe.js';

/** A frame before which a film can be cut without being encoded again. */
export interface Joint {
  frame: number;
  /** By how many frames it is decoded before it is shown. */
  lead: number;
}

/**
 * The joints of a probed film: its key frames and, last, its end. The film must be of constant frame rate and have no frame that looks
 * past a key frame (closed groups, libx264's default).
 */
export function jointsIn({ video, packets = [] }: Pick<Probe, 'video' | 'packets'>, framesPerSecond: number): Joint[] {
  const frame = (seconds = 0) => Math.round(seconds * framesPerSecond);
  const shown = packets.filter(({ stream_index }) => stream_index === video?.index);
  const keys = shown.filter(({ flags }) => flags.startsWith('K'));
  const joints = keys.map(({ pts_time, dts_time }) => ({ frame: frame(pts_time), lead: frame(pts_time) - frame(dts_time) }));
  return [...joints, { frame: shown.length, lead: 0 }];
}
