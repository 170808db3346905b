const SLICES = 12;

interface Slice {
  begunAt: number;
  failing: number;
  sound: number;
}

/**
 * How many deliveries ended well and how many did not, within the last `periodMs` milliseconds to a twelfth of it. Not cockatiel's
 * SamplingBreaker: that one forgets a slice only when a verdict comes, so that twenty failures in as many hours would count as one period's.
 */
export class VerdictWindow {
  private slices: Slice[] = [];

  constructor(private readonly periodMs: number) {}

  note(kind: 'failing' | 'sound'): void {
    const now = performance.now();
    let slice = this.slices.at(-1);
    if (!slice || now - slice.begunAt >= this.periodMs / SLICES) this.slices.push((slice = { begunAt: now, failing: 0, sound: 0 }));
    slice[kind]++;
  }

  /** The failing ones and all of them. */
  get counts(): { failing: number; all: number } {
    const oldest = performance.now() - this.periodMs;
    this.slices = this.slices.filter(({ begunAt }) => begunAt > oldest);
    const failing = this.slices.reduce((sum, slice) => sum + slice.failing, 0);
    return { failing, all: this.slices.reduce((sum, slice) => sum + slice.sound, failing) };
  }

  clear(): void {
    this.slices = [];
  }
}
