import { type Held, hertz, SAMPLE_RATE } from './instruments.js';

const TABLE = 2048;
const tables = new Map<string, Float32Array>();

/** One cycle of a tone whose harmonics fall as 1/n^brightness, cut off below half the sample rate so that nothing folds back. */
function tableFor({ brightness, harmonics }: Held, pitch: number): Float32Array {
  const count = Math.max(1, Math.min(harmonics, Math.floor((SAMPLE_RATE * 0.4) / pitch)));
  const key = `${brightness} ${count}`;
  let table = tables.get(key);
  if (table) return table;
  table = new Float32Array(TABLE + 1);
  let power = 0;
  for (let n = 1; n <= count; n++) {
    const strength = n ** -brightness;
    power += strength * strength;
    // Spread phases keep the wave from piling up into a spike.
    const phase = n * n * 0.7;
    for (let i = 0; i <= TABLE; i++) table[i]! += strength * Math.sin((2 * Math.PI * n * i) / TABLE + phase);
  }
  for (let i = 0; i <= TABLE; i++) table[i]! /= Math.sqrt(power);
  tables.set(key, table);
  return table;
}

/** Samples between two looks at the envelope: 1.3 ms, too short to hear as a step because it is drawn as a slope. */
const ENVELOPE_STEP = 64;

/** A tone that is held: two oscillators a few cents apart, one to each side, with a slow swell. */
export class HeldVoice {
  private readonly table: Float32Array;
  private readonly steps: [left: number, right: number];
  private readonly phases: [left: number, right: number];
  private level = 0;

  constructor(
    private readonly held: Held,
    midi: number,
    private readonly seconds: number,
    turn: number,
  ) {
    const pitch = hertz(midi);
    this.table = tableFor(held, pitch);
    const apart = 2 ** (held.detune / 2400);
    this.steps = [(pitch * apart * TABLE) / SAMPLE_RATE, (pitch / apart / SAMPLE_RATE) * TABLE];
    this.phases = [turn * TABLE, ((turn * 1.618) % 1) * TABLE];
    this.turn = turn;
  }

  private readonly turn: number;

  /** How long it sounds, its release included. */
  get totalSeconds(): number {
    return this.seconds + this.held.release;
  }

  /** Adds `count` samples, the first of which lies `from` samples after the note began. */
  mix(left: Float32Array, right: Float32Array, at: number, from: number, count: number, gainLeft: number, gainRight: number): void {
    const { table } = this;
    let [a, b] = this.phases;
    const [stepA, stepB] = this.steps;
    for (let done = 0; done < count; done += ENVELOPE_STEP) {
      const length = Math.min(ENVELOPE_STEP, count - done);
      const goal = this.envelope((from + done + length) / SAMPLE_RATE);
      const slope = (goal - this.level) / length;
      for (let i = at + done, end = i + length; i < end; i++) {
        this.level += slope;
        const ia = a | 0;
        const ib = b | 0;
        left[i]! += (table[ia]! + (table[ia + 1]! - table[ia]!) * (a - ia)) * this.level * gainLeft;
        right[i]! += (table[ib]! + (table[ib + 1]! - table[ib]!) * (b - ib)) * this.level * gainRight;
        a += stepA;
        if (a >= TABLE) a -= TABLE;
        b += stepB;
        if (b >= TABLE) b -= TABLE;
      }
    }
    this.phases[0] = a;
    this.phases[1] = b;
  }

  private envelope(t: number): number {
    const { attack, release, tremble } = this.held;
    const rise = Math.min(1, t / Math.min(attack, this.seconds));
    const fall = Math.max(0, Math.min(1, 1 - (t - this.seconds) / release));
    const swell = 1 - tremble * (0.5 + 0.5 * Math.sin(2 * Math.PI * (0.31 + 0.2 * this.turn) * t + this.turn * 6.28));
    // Squared on both sides: ears hear level as a logarithm.
    return rise * (2 - rise) * fall * fall * swell;
  }
}
