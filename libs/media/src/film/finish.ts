import type { TakeTransition } from './film.types.js';
import { encodingMark, h264, type Quality } from './encoding.js';
import { gradeFilter, grades, type MoodName } from './grade.js';
import { transitionFrames } from './timeline.js';

/** What a take is finished for: the place that it has in one film. */
export interface Finishing {
  mood: MoodName;
  quality: Exclude<Quality, 'preview'>;
  transition: TakeTransition;
}

/** How a take was finished when it was filmed. A film of the same encoding takes over the frames of it that no transition touches. */
export interface Finish {
  mood: MoodName;
  /** Mark of the encoding: see encodingMark. */
  encoding: string;
}

/** Encoder arguments that finish a take of so many frames: graded, as the film is encoded, with a key frame where its way in has ended. */
export function finishingArguments({ mood, quality, transition }: Finishing, frames: number, framesPerSecond: number): string[] {
  const entering = transition === 'cut' ? 0 : transitionFrames(mood, frames, framesPerSecond);
  const joint = entering ? ['-force_key_frames', `expr:eq(n,${entering})`] : [];
  // The pixel shape is said in the header, which must be the same for all pieces.
  return ['-vf', `${gradeFilter(grades[mood])},setsar=1`, ...h264(quality, framesPerSecond), ...joint];
}

/** What such a take says of itself. */
export const finishOf = ({ mood, quality }: Finishing, framesPerSecond: number): Finish => ({
  mood,
  encoding: encodingMark(quality, framesPerSecond),
});
