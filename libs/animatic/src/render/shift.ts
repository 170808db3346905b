/** Frames that go to one painter together: what is far is painted once for two. */
const TOGETHER = 2;

/** Shares the frames of a shot among its painters: each pair goes to the one that has the least left to do. */
export class Shift {
  private readonly left: number[];
  private readonly painterOf = new Map<number, number>();
  private at = 0;

  constructor(painters: number) {
    this.left = Array.from({ length: painters }, () => 0);
  }

  /** One more paints from now on; nothing changes for one that does already. */
  join(painter: number): void {
    this.left[painter] ??= 0;
  }

  /** Who paints a frame. Frames are asked for in order. */
  assign(frame: number): number {
    if (frame % TOGETHER === 0) this.at = this.left.indexOf(Math.min(...this.left));
    this.left[this.at]! += 1;
    this.painterOf.set(frame, this.at);
    return this.at;
  }

  painted(frame: number): void {
    const painter = this.painterOf.get(frame);
    if (painter === undefined) return;
    this.painterOf.delete(frame);
    this.left[painter]! -= 1;
  }
}
