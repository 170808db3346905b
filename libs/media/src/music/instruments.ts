import { loadJson } from '@polyreel/service-kit';
import { z } from 'zod';
import { Chance } from './chance.js';
import { BassName, DrumName, PadName, StruckName } from './scores.js';

export const SAMPLE_RATE = 48_000;

const Struck = z.object({ partials: z.array(z.tuple([z.number(), z.number(), z.number()])), attack: z.number(), knock: z.number() });
const Held = z.object({
  brightness: z.number(),
  harmonics: z.number().int(),
  attack: z.number(),
  release: z.number(),
  /** Cents between the two oscillators. */
  detune: z.number(),
  tremble: z.number(),
});
export type Held = z.infer<typeof Held>;
const Drum = z.object({
  seconds: z.number(),
  from: z.number(),
  to: z.number(),
  fall: z.number(),
  tone: z.number(),
  toneDecay: z.number(),
  noise: z.number(),
  noiseDecay: z.number(),
  /** Positive: how much of the noise's height passes (low-pass); negative: how much of its depth is taken away (high-pass). */
  cut: z.number(),
});
const Instruments = z.object({
  $why: z.string(),
  struck: z.record(StruckName, Struck),
  pads: z.record(PadName, Held),
  basses: z.record(BassName, Held),
  drums: z.record(DrumName, Drum),
});

export const instruments = loadJson(import.meta.url, './instruments.json', Instruments);

export const hertz = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);

/** Sounds that are struck once and ring: drawn the first time they are asked for, then only mixed. */
export class StruckSounds {
  private readonly drawn = new Map<string, Float32Array>();

  note(name: StruckName, midi: number): Float32Array {
    return this.once(`${name} ${midi}`, () => drawNote(name, midi));
  }

  drum(name: DrumName): Float32Array {
    return this.once(name, () => drawDrum(name));
  }

  private once(key: string, draw: () => Float32Array): Float32Array {
    let sound = this.drawn.get(key);
    if (!sound) this.drawn.set(key, (sound = draw()));
    return sound;
  }
}

const LONGEST_SECONDS = 3.5;
/** ln(1000): a fall by 60 dB. */
const SIXTY_DB = 6.9078;

function drawNote(name: StruckName, midi: number): Float32Array {
  const { partials, attack, knock } = instruments.struck[name];
  const pitch = hertz(midi);
  // Higher notes die sooner, by about the square root of the pitch.
  const shorter = Math.min(1.6, Math.sqrt(440 / pitch));
  const seconds = Math.min(LONGEST_SECONDS, Math.max(...partials.map(([, , decay]) => decay)) * shorter);
  const sound = new Float32Array(Math.ceil(seconds * SAMPLE_RATE));
  const total = partials.reduce((sum, [, strength]) => sum + strength, 0);
  for (const [ratio, strength, decay] of partials) {
    if (pitch * ratio < SAMPLE_RATE * 0.45) addPartial(sound, pitch * ratio, strength / total, SIXTY_DB / (decay * shorter));
  }
  if (knock) addNoise(sound, knock, 90, 0.25, midi);
  fadeEnds(sound, attack, 0.03);
  return sound;
}

/** A decaying sine by the two-term recurrence: one multiplication and one addition per sample instead of a call of sin(). */
function addPartial(sound: Float32Array, frequency: number, strength: number, decayPerSecond: number) {
  const angle = (2 * Math.PI * frequency) / SAMPLE_RATE;
  const decay = Math.exp(-decayPerSecond / SAMPLE_RATE);
  const a = 2 * decay * Math.cos(angle);
  const b = -decay * decay;
  let before = 0;
  let now = strength * decay * Math.sin(angle);
  for (let i = 1; i < sound.length; i++) {
    sound[i]! += now;
    const next = a * now + b * before;
    before = now;
    now = next;
  }
}

function addNoise(sound: Float32Array, strength: number, decayPerSecond: number, cut: number, seed: number) {
  const chance = new Chance(seed + 1);
  const pass = Math.abs(cut);
  let low = 0;
  let level = strength;
  const decay = Math.exp(-decayPerSecond / SAMPLE_RATE);
  for (let i = 0; i < sound.length && level > 1e-4; i++) {
    const noise = chance.around();
    low += pass * (noise - low);
    sound[i]! += level * (cut > 0 ? low : noise - low);
    level *= decay;
  }
}

function drawDrum(name: DrumName): Float32Array {
  const drum = instruments.drums[name];
  const sound = new Float32Array(Math.ceil(drum.seconds * SAMPLE_RATE));
  let phase = 0;
  for (let i = 0; drum.tone && i < sound.length; i++) {
    const t = i / SAMPLE_RATE;
    phase += (2 * Math.PI * (drum.to + (drum.from - drum.to) * Math.exp(-drum.fall * t))) / SAMPLE_RATE;
    sound[i]! += drum.tone * Math.sin(phase) * Math.exp(-drum.toneDecay * t);
  }
  addNoise(sound, drum.noise, drum.noiseDecay, drum.cut, 7);
  // A cymbal here is a swell that leads into the bar, not a crash.
  fadeEnds(sound, name === 'cymbal' ? 0.5 : 0.002, 0.02);
  return sound;
}

function fadeEnds(sound: Float32Array, attack: number, release: number) {
  const rise = Math.min(sound.length, Math.ceil(attack * SAMPLE_RATE));
  for (let i = 0; i < rise; i++) sound[i]! *= i / rise;
  const fall = Math.min(sound.length, Math.ceil(release * SAMPLE_RATE));
  for (let i = 0; i < fall; i++) sound[sound.length - 1 - i]! *= i / fall;
}
