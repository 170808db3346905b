import { Tier } from '@polyreel/contracts';

/** Of fourteen jobs that start while all lanes wait, so many are of each (reference: weighted fair queueing with 8:4:2). */
export const LANE_WEIGHTS: Readonly<Record<Tier, number>> = { enterprise: 8, pro: 4, free: 2 };

/**
 * Says whose turn it is to start a job, by weighted fair queueing (stride scheduling, Waldspurger and Weihl 1995): each start moves a lane
 * on by the inverse of its weight, and the lane that is least far goes first. A lane that had nothing to start saves up no credit, and
 * no slot stays empty while any lane has work.
 */
export class StartGate {
  private readonly reached = new Map<Tier, number>();

  constructor(private readonly weights: Readonly<Record<Tier, number>> = LANE_WEIGHTS) {}

  /** The lanes in the order in which they may start the next job. */
  order(): Tier[] {
    return Tier.options.toSorted((a, b) => this.turnOf(a) - this.turnOf(b) || this.weights[b] - this.weights[a]);
  }

  /** A job of this lane has started, so the lanes before it in order() had none: they come up to it, and no further back. */
  started(lane: Tier): void {
    const order = this.order();
    const now = this.turnOf(lane);
    for (const empty of order.slice(0, order.indexOf(lane))) {
      this.reached.set(empty, Math.max(this.reached.get(empty) ?? 0, now - 1 / this.weights[empty]));
    }
    this.reached.set(lane, now);
  }

  private turnOf(lane: Tier): number {
    return (this.reached.get(lane) ?? 0) + 1 / this.weights[lane];
  }
}
