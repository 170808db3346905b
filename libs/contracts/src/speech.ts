import { z } from 'zod';

const seconds = z.number().min(0);
const confidence = z.number().min(0).max(1);

/** One spoken word on the time line of the recording as it was prepared: its silent ends are cut off. */
export const SpokenWord = z.object({
  text: z.string().min(1),
  startSeconds: seconds,
  endSeconds: seconds,
  /** The engine's own score; absent where it gives none. */
  confidence: confidence.optional(),
});
export type SpokenWord = z.infer<typeof SpokenWord>;

/** The longest recording that is taken in, and the longest that can be the sound of a film, in seconds. */
export const MAX_RECORDING_SECONDS = 600;
export const MAX_NARRATION_SECONDS = 60;

/** The largest recording, in bytes. */
export const MAX_RECORDING_BYTES = 25 * 2 ** 20;

/** Fewer letters and digits than this are no prompt: a cough is often taken for a word. */
export const MIN_SPOKEN_CHARACTERS = 10;
