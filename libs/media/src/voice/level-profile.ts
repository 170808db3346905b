const FRAME_SECONDS = 0.05;
const FULL_SCALE = 32_768;
/** What digital silence is taken for. */
const FLOOR_DBFS = -120;

/**
 * How loud a recording is from one twentieth of a second to the next, fed with 16-bit samples piece by piece. A constant offset, as
 * cheap converters have, is not heard and not counted.
 */
export class LevelProfile {
  /** Root mean square of each frame in dBFS, of the loudest channel. */
  readonly frames: number[] = [];
  /** Samples of one channel so far. */
  samples = 0;
  private rest: Buffer = Buffer.alloc(0);
  private inFrame = 0;
  private readonly sums: Float64Array;
  private readonly squares: Float64Array;
  private readonly frameLength: number;

  constructor(
    private readonly rate: number,
    private readonly channels: number,
  ) {
    this.frameLength = Math.max(1, Math.round(rate * FRAME_SECONDS));
    this.sums = new Float64Array(channels);
    this.squares = new Float64Array(channels);
  }

  /** Little-endian, interleaved; pieces may end anywhere. */
  take(chunk: Buffer): void {
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const step = this.channels * 2;
    const whole = bytes.length - (bytes.length % step);
    for (let at = 0; at < whole; at += step) this.sample(bytes, at);
    this.rest = Buffer.from(bytes.subarray(whole));
  }

  get seconds(): number {
    return this.samples / this.rate;
  }

  /** The level that `part` of the frames stay below, 0 to 1, in dBFS. */
  quantile(part: number): number {
    const sorted = Float32Array.from(this.frames).sort();
    return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? FLOOR_DBFS;
  }

  /** The level of the frame than which only four are louder: a click is not a voice. */
  get voiceLevel(): number {
    const sorted = Float32Array.from(this.frames).sort().reverse();
    return sorted[Math.min(4, sorted.length - 1)] ?? FLOOR_DBFS;
  }

  private sample(bytes: Buffer, at: number): void {
    for (let channel = 0; channel < this.channels; channel++) {
      const value = bytes.readInt16LE(at + 2 * channel);
      this.sums[channel]! += value;
      this.squares[channel]! += value * value;
    }
    this.samples++;
    if (++this.inFrame >= this.frameLength) this.endFrame();
  }

  private endFrame(): void {
    let loudest = 0;
    for (let channel = 0; channel < this.channels; channel++) {
      const mean = this.sums[channel]! / this.inFrame;
      loudest = Math.max(loudest, this.squares[channel]! / this.inFrame - mean * mean);
    }
    this.frames.push(loudest > 0 ? Math.max(FLOOR_DBFS, 10 * Math.log10(loudest / FULL_SCALE ** 2)) : FLOOR_DBFS);
    this.sums.fill(0);
    this.squares.fill(0);
    this.inFrame = 0;
  }
}
