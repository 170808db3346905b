import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { samplesIn } from './plain-wav.js';
import type { SpeechRequest } from './speech.port.js';

/** So much is enough to tell a language by: Whisper itself listens to no more. */
const ENOUGH_SECONDS = 30;

/**
 * A recording as whoever wants its language alone hears it: all of a short one, of a longer one its first half minute, as a file in
 * `directory`. A prepared recording begins with the voice. Rejects with a ProviderError of class `invalid_input` where it is no WAV.
 */
export async function beginningOf(request: SpeechRequest, directory: string): Promise<SpeechRequest> {
  if (request.durationSeconds <= ENOUGH_SECONDS) return request;
  const path = join(directory, 'beginning.wav');
  await writeFile(path, cutTo(ENOUGH_SECONDS, await readFile(request.path)));
  return { ...request, path, durationSeconds: ENOUGH_SECONDS };
}

/** The first so many seconds of a WAV, as a WAV. */
function cutTo(seconds: number, wav: Buffer): Buffer {
  const { at, length, bytesPerSecond } = samplesIn(wav);
  const kept = Math.min(length, Math.floor(seconds * bytesPerSecond) & ~1);
  const cut = Buffer.from(wav.subarray(0, at + kept));
  cut.writeUInt32LE(kept, at - 4);
  cut.writeUInt32LE(cut.length - 8, 4);
  return cut;
}
