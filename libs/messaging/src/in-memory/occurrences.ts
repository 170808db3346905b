/** Lets tests wait for a condition that is asked again after everything that happens, never for a time. */
export class Occurrences {
  private readonly watchers = new Set<() => void>();

  happened(): void {
    for (const ask of [...this.watchers]) ask();
  }

  /** Resolves as soon as `condition` gives something. */
  until<T>(condition: () => T | undefined | false): Promise<T> {
    return new Promise((resolve) => {
      const ask = () => {
        const found = condition();
        if (!found) return;
        this.watchers.delete(ask);
        resolve(found);
      };
      this.watchers.add(ask);
      ask();
    });
  }
}
