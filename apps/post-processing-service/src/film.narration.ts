import type { Narration } from '@polyreel/contracts';
import { type FilmVoice, readVoice } from '@polyreel/media';
import { ObjectDamaged, ObjectMissing } from '@polyreel/object-store';
import { join } from 'node:path';
import type { Cutting } from './film.cutter.js';

/** A recording that ends so much before it should is said to break off; less is what codecs pad and trim. */
const CUT_SHORT_SECONDS = 0.25;

/** For how many seconds a voice speaks: its words, without the pauses between them. */
export const spokenSeconds = ({ words, durationSeconds }: Narration): number =>
  Math.min(
    durationSeconds,
    words.reduce((sum, { startSeconds, endSeconds }) => sum + Math.max(0, endSeconds - startSeconds), 0),
  );

/** Brings the voice of a film. Where it is gone or damaged the film is made without it, or with what is left of it, and says so. */
export async function fetchVoice(
  narration: Narration | undefined,
  { folder, fetch, signal }: Pick<Cutting, 'folder' | 'fetch' | 'signal'>,
): Promise<{ voice?: FilmVoice; reasons: string[] }> {
  if (!narration) return { reasons: [] };
  const path = join(folder, 'soundtrack.flac');
  const without = (why: string) => ({ reasons: [`the voice is not heard: ${why}`] });
  try {
    await fetch(narration.audio, path);
  } catch (error) {
    if (error instanceof ObjectMissing) return without('its recording is not there any more');
    if (error instanceof ObjectDamaged) return without('its recording is damaged');
    throw error;
  }
  const voice = await readVoice(path, folder, signal);
  if (!voice) return without('its recording cannot be played, or is silent');
  const short = voice.durationSeconds < narration.durationSeconds - CUT_SHORT_SECONDS;
  const [heard, whole] = [voice.durationSeconds, narration.durationSeconds].map((seconds) => seconds.toFixed(1));
  return { voice, reasons: short ? [`the voice breaks off after ${heard} of ${whole} s: its recording is damaged`] : [] };
}
