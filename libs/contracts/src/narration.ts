import { z } from 'zod';
import { MAX_NARRATION_SECONDS, SpokenWord } from './speech.js';
import { StorageReference } from './storage-reference.js';

/** A voice that is heard in the film: the speaker's own recording, levelled, and when each of its words is said. */
export const Narration = z.object({
  /** FLAC, 48 kHz, mono, its silent ends cut off. */
  audio: StorageReference,
  durationSeconds: z.number().positive().max(MAX_NARRATION_SECONDS),
  words: z.array(SpokenWord).min(1),
});
export type Narration = z.infer<typeof Narration>;

/** For so long the picture stays after the last word, in seconds: a film that ends with the voice seems cut off. */
const TAIL_SECONDS = 0.5;
const LONGEST_FILM = 60;

/**
 * Length of a film that a voice of so many seconds is heard in: 1 to 60 s, and the voice whole. In eighths of a second, as shots are, so that
 * they add up to it exactly.
 */
export const narratedSeconds = ({ durationSeconds }: Pick<Narration, 'durationSeconds'>): number =>
  Math.min(LONGEST_FILM, Math.max(1, Math.ceil((durationSeconds + TAIL_SECONDS) * 8) / 8));
