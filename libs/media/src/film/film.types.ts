import type { MoodName } from './grade.js';

/** How a take begins, seen from the one before it. The same words as the contracts' Transition. */
export type TakeTransition = 'cut' | 'crossfade' | 'fade_black' | 'fade_in' | 'wipe';

/** One shot on its way into the film. `durationSeconds` is its time on screen. */
export interface Take {
  /** `card` stands in for a shot that has neither film nor still: a plain gradient in the colours of its mood. */
  source: { kind: 'film'; path: string } | { kind: 'still'; path: string } | { kind: 'card' };
  durationSeconds: number;
  transition: TakeTransition;
  mood: MoodName;
}

export interface FrameSize {
  width: number;
  height: number;
}

const SHORT_SIDE = { '360p': 360, '480p': 480, '720p': 720, '1080p': 1080 } as const;
const SIDES = { '16:9': [16, 9], '9:16': [9, 16], '1:1': [1, 1], '4:5': [4, 5] } as const;

/** Pixels of a frame: the resolution names its short side, both sides are even as H.264 4:2:0 wants them. */
export function frameSizeOf(aspectRatio: keyof typeof SIDES, resolution: keyof typeof SHORT_SIDE): FrameSize {
  const [across, down] = SIDES[aspectRatio];
  const unit = SHORT_SIDE[resolution] / Math.min(across, down);
  const even = (side: number) => Math.round((side * unit) / 2) * 2;
  return { width: even(across), height: even(down) };
}
