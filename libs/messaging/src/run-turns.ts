/**
 * Lets the events of one run have their turn one after the other, and those of different runs at once. Two that moved the same row
 * at the same time would only overtake each other and be decided twice.
 */
export class RunTurns {
  private readonly last = new Map<string, Promise<unknown>>();

  take<T>(run: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(run);
    const turn = before ? before.then(work, work) : work();
    this.last.set(run, turn);
    const leave = () => {
      if (this.last.get(run) === turn) this.last.delete(run);
    };
    turn.then(leave, leave);
    return turn;
  }
}
