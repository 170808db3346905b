/** How many refusals in a row make a flood. */
const PATIENCE = 200;

/** How fast one client may speak: a bucket that holds two seconds' worth. */
export class Pace {
  private left: number;
  private filledAt: number;
  private refused = 0;

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = Date.now,
  ) {
    this.left = perSecond * 2;
    this.filledAt = now();
  }

  /** Whether one more message is within measure. */
  take(): boolean {
    const now = this.now();
    this.left = Math.min(this.perSecond * 2, this.left + ((now - this.filledAt) / 1_000) * this.perSecond);
    this.filledAt = now;
    if (this.left < 1) {
      this.refused += 1;
      return false;
    }
    this.left -= 1;
    this.refused = 0;
    return true;
  }

  /** Whether the client goes on and on although it is told. */
  get flooded(): boolean {
    return this.refused > PATIENCE;
  }
}
