import { joined, levelOf, repeated, scaled, silence } from './mixing.js';
import type { Noise } from './spoken.types.js';
import { MIXING_RATE, say } from './voices.js';

/** No noise repeats within this time. */
const NOISE_SECONDS = 20;

/** Noise of level 1 (root mean square), the same at every call. */
export async function noiseOf(kind: Noise): Promise<Float32Array> {
  const noise = kind === 'babble' ? await babble() : kind === 'hum50' ? hum(50) : kind === 'hum60' ? hum(60) : rush(kind);
  return scaled(noise, 1 / levelOf(noise));
}

/** Even noise; of a fan only what is low, as a one-pole filter at 300 Hz leaves it. */
function rush(kind: 'white' | 'fan'): Float32Array {
  const random = chance(7);
  const keep = kind === 'fan' ? Math.exp((-2 * Math.PI * 300) / MIXING_RATE) : 0;
  let last = 0;
  return silence(NOISE_SECONDS).map(() => (last = keep * last + (1 - keep) * (random() + random() + random() - 1.5)));
}

/** The mains and its overtones, as a bad cable lets them in. */
function hum(hertz: number): Float32Array {
  const overtones = [1, 0.5, 0.6, 0.25, 0.3, 0.12, 0.15];
  const step = (2 * Math.PI * hertz) / MIXING_RATE;
  return silence(NOISE_SECONDS).map((_, at) => overtones.reduce((sum, part, index) => sum + part * Math.sin(step * (index + 1) * at), 0));
}

const OTHERS = [
  {
    voice: { language: 'de' },
    sentence: 'Gestern haben wir am Fluss gesessen und lange über das Wetter geredet, bis der letzte Zug fuhr.',
  },
  {
    voice: { language: 'fr' },
    sentence: 'On voulait prendre le petit chemin derrière la gare, mais il était fermé depuis le mois de mai.',
  },
  { voice: { language: 'es' }, sentence: 'Mi hermana compró cuatro billetes y después nadie quiso salir de casa en todo el domingo.' },
  { voice: 'awb', sentence: 'They told us the kettle was broken, so everybody went across the road for a cup of tea.' },
  { voice: 'rms', sentence: 'I have never understood why the second drawer of that desk cannot be opened in the winter.' },
] as const;

async function babble(): Promise<Float32Array> {
  const people = await Promise.all(OTHERS.map(({ voice, sentence }) => say(sentence, voice)));
  const room = silence(NOISE_SECONDS);
  for (const [index, person] of people.entries()) {
    const loop = repeated(joined([person.subarray(index * 9_000), person.subarray(0, index * 9_000), silence(0.2)]), NOISE_SECONDS);
    const level = 1 / levelOf(person);
    for (let at = 0; at < room.length; at++) room[at]! += loop[at]! * level;
  }
  return room;
}

/** Even random numbers from 0 to 1, the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
