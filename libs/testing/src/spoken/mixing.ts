import { MIXING_RATE } from './voices.js';

export const silence = (seconds: number) => new Float32Array(Math.round(seconds * MIXING_RATE));

export function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The sound over and over until it lasts `seconds`, cut there. */
export function repeated(sound: Float32Array, seconds: number): Float32Array {
  const whole = silence(seconds);
  for (let at = 0; at < whole.length; at += sound.length) whole.set(sound.subarray(0, Math.min(sound.length, whole.length - at)), at);
  return whole;
}

export const ratio = (decibels: number) => 10 ** (decibels / 20);

export function scaled(sound: Float32Array, factor: number): Float32Array {
  return sound.map((sample) => sample * factor);
}

/** Both together, as long as the first; the second begins anew where it ends. */
export function mixed(sound: Float32Array, other: Float32Array): Float32Array {
  return sound.map((sample, index) => sample + other[index % other.length]!);
}

export const peakOf = (sound: Float32Array) => sound.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

/** Root mean square over the frames of 20 ms in which something sounds: pauses say nothing of how loud a voice is. */
export function levelOf(sound: Float32Array): number {
  const frame = MIXING_RATE / 50;
  const powers: number[] = [];
  for (let at = 0; at + frame <= sound.length; at += frame)
    powers.push(sound.subarray(at, at + frame).reduce((sum, sample) => sum + sample * sample, 0) / frame);
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0);
  const heard = powers.filter((power) => power > loudest / 1_000);
  return Math.sqrt(heard.reduce((sum, power) => sum + power, 0) / Math.max(1, heard.length));
}
