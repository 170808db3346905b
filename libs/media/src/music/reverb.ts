import { SAMPLE_RATE } from './instruments.js';

/** Delays of Freeverb (Jezar at Dreampoint, public domain), in samples at 44.1 kHz. */
const COMBS = [1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617];
const ALLPASSES = [556, 441, 341, 225];
/** The right ear's room is this many samples longer: that is what makes it wide. */
const SPREAD = 23;

/** A soft room: Schroeder's combs and all-passes in Freeverb's tuning, one set per ear. `space` 0 (booth) to 1 (cathedral). */
export class Reverb {
  private readonly left: Room;
  private readonly right: Room;

  constructor(space: number) {
    this.left = new Room(space, 0);
    this.right = new Room(space, SPREAD);
  }

  /** Adds the room's answer to `send` onto both ears. */
  mix(send: Float32Array, left: Float32Array, right: Float32Array, count: number): void {
    this.left.mix(send, left, count);
    this.right.mix(send, right, count);
  }
}

class Room {
  private readonly combs: Comb[];
  private readonly allpasses: Allpass[];
  private readonly wet: Float32Array = new Float32Array(8192);

  constructor(space: number, spread: number) {
    const samples = (delay: number) => Math.round(((delay + spread) * SAMPLE_RATE) / 44_100);
    this.combs = COMBS.map((delay) => new Comb(samples(delay), 0.74 + 0.16 * space, 0.35));
    this.allpasses = ALLPASSES.map((delay) => new Allpass(samples(delay)));
  }

  mix(send: Float32Array, out: Float32Array, count: number): void {
    const wet = this.wet.subarray(0, count).fill(0);
    for (const comb of this.combs) comb.add(send, wet);
    for (const allpass of this.allpasses) allpass.pass(wet);
    for (let i = 0; i < count; i++) out[i]! += wet[i]! * 0.12;
  }
}

class Comb {
  private readonly line: Float32Array;
  private at = 0;
  private low = 0;

  constructor(
    samples: number,
    private readonly feedback: number,
    private readonly damp: number,
  ) {
    this.line = new Float32Array(samples);
  }

  add(input: Float32Array, wet: Float32Array): void {
    const { line, feedback, damp } = this;
    let { at, low } = this;
    for (let i = 0; i < wet.length; i++) {
      const out = line[at]!;
      low = out * (1 - damp) + low * damp;
      line[at] = input[i]! + low * feedback;
      wet[i]! += out;
      if (++at === line.length) at = 0;
    }
    this.at = at;
    this.low = low;
  }
}

class Allpass {
  private readonly line: Float32Array;
  private at = 0;

  constructor(samples: number) {
    this.line = new Float32Array(samples);
  }

  pass(signal: Float32Array): void {
    const { line } = this;
    let { at } = this;
    for (let i = 0; i < signal.length; i++) {
      const delayed = line[at]!;
      const input = signal[i]!;
      line[at] = input + delayed * 0.5;
      signal[i] = delayed - input;
      if (++at === line.length) at = 0;
    }
    this.at = at;
  }
}
