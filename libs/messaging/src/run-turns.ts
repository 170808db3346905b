import type { Hearing, UnitOfWork } from './unit-of-work.js';

interface Waiting extends Hearing {
  resolve(): void;
  reject(reason: unknown): void;
}

/**
 * Lets the events of one run have their turn one after the other, and those of different runs at once: two that moved the same row at
 * the same time would only overtake each other and be decided twice. What has gathered when a turn begins is decided in that one turn,
 * as the branches of a join that end together are.
 */
export class RunTurns {
  /** By run, while it has a turn. */
  private readonly waiting = new Map<string, Waiting[]>();

  constructor(private readonly unit: Pick<UnitOfWork, 'decide'>) {}

  /** Resolves once what was decided is committed and said. */
  take(run: string, hearing: Hearing): Promise<void> {
    return new Promise((resolve, reject) => {
      const next = { ...hearing, resolve, reject };
      const waiting = this.waiting.get(run);
      if (waiting) {
        waiting.push(next);
        return;
      }
      this.waiting.set(run, [next]);
      // What came in one reading of the socket is handled within this turn of the event loop.
      setImmediate(() => void this.turn(run));
    });
  }

  private async turn(run: string): Promise<void> {
    for (let hearings = this.waiting.get(run)!; hearings.length > 0; hearings = this.waiting.get(run)!) {
      this.waiting.set(run, []);
      const outcomes = await this.outcomesOf(hearings);
      for (const [at, { resolve, reject }] of hearings.entries()) {
        const outcome = outcomes[at]!;
        if (outcome.status === 'fulfilled') resolve();
        else reject(outcome.reason);
      }
    }
    this.waiting.delete(run);
  }

  private async outcomesOf(hearings: readonly Waiting[]): Promise<readonly PromiseSettledResult<unknown>[]> {
    try {
      return await this.unit.decide(hearings);
    } catch (reason) {
      return hearings.map(() => ({ status: 'rejected', reason }));
    }
  }
}
