import { setTimeout as pause } from 'node:timers/promises';

/** How long the first of a batch waits for company, in milliseconds. */
const GATHER_MS = 40;

/** Gathers what comes one by one and writes it together: one round trip for many. Each who adds learns whether theirs was written. */
export class Batch<Item> {
  private waiting: { item: Item; resolve: () => void; reject: (error: unknown) => void }[] = [];
  private running = false;

  constructor(
    private readonly most: number,
    private readonly write: (items: readonly Item[]) => Promise<void>,
  ) {}

  add(item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      if (this.waiting.length < this.most) await pause(GATHER_MS);
      const batch = this.waiting.splice(0, this.most);
      await this.write(batch.map(({ item }) => item)).then(
        () => batch.forEach(({ resolve }) => resolve()),
        (error: unknown) => batch.forEach(({ reject }) => reject(error)),
      );
    }
    this.running = false;
  }
}
