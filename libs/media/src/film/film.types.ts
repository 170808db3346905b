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
