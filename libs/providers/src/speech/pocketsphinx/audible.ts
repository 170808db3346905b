import { samplesIn } from '../plain-wav.js';

/** Shorter than a syllable. */
const FRAME_SECONDS = 0.05;
/**
 * So many decibels below the loudest it is a pause, also where a fan runs through it: people make them between words, and music hardly
 * ever. See ADR 32.
 */
const PAUSE_BELOW_DB = 12;
/** As many frames may be louder than what counts as the loudest: a click is not a voice. */
const CLICKS = 4;

/** How long there is something to be heard in a WAV of 16 bits, mono, in seconds: 0 where all of it is silent. */
export function audibleSeconds(wav: Buffer): number {
  const powers = powersOf(wav);
  const loudest =
    Float64Array.from(powers)
      .sort()
      .at(-Math.min(CLICKS + 1, powers.length)) ?? 0;
  const pause = loudest * 10 ** (-PAUSE_BELOW_DB / 10);
  return powers.filter((power) => power > pause).length * FRAME_SECONDS;
}

/** The power of each frame, without the constant offset that cheap converters have. */
function powersOf(wav: Buffer): number[] {
  const { at, length, bytesPerSecond } = samplesIn(wav);
  const frame = Math.round((bytesPerSecond / 2) * FRAME_SECONDS);
  return Array.from({ length: Math.ceil(Math.floor(length / 2) / frame) }, (_, index) => {
    const [from, to] = [at + index * frame * 2, Math.min(at + length - 1, at + (index + 1) * frame * 2)];
    let [sum, squares] = [0, 0];
    for (let sample = from; sample < to; sample += 2) {
      const value = wav.readInt16LE(sample);
      sum += value;
      squares += value * value;
    }
    const count = Math.max(1, Math.ceil((to - from) / 2));
    return squares / count - (sum / count) ** 2;
  });
}
