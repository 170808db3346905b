const RATE = 16_000;
const FRAME = RATE / 20;
/** The quietest tenth of a recording is taken for its pauses. */
const PAUSES = 0.1;

/** Listens to what lies in the pauses: an even hiss, or a rumble whose neighbours in time are alike. Fed with samples of 16 kHz. */
export class PauseListener {
  private readonly frames: { power: number; alike: number }[] = [];
  private power = 0;
  private alike = 0;
  private last = 0;
  private inFrame = 0;

  sample(value: number): void {
    this.power += value * value;
    this.alike += value * this.last;
    this.last = value;
    if (++this.inFrame < FRAME) return;
    this.frames.push({ power: this.power, alike: this.alike });
    this.power = this.alike = this.inFrame = 0;
  }

  /** How far one sample tells the next, in the pauses: 0 for white noise, nearly 1 for a rumble, a hum or far voices. */
  get correlation(): number {
    const quiet = [...this.frames].sort((a, b) => a.power - b.power).slice(0, Math.ceil(this.frames.length * PAUSES));
    const [power, alike] = quiet.reduce(([sum, other], frame) => [sum + frame.power, other + frame.alike], [0, 0]);
    return power > 0 ? alike / power : 1;
  }
}
