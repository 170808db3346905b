import type { Entry, Feed } from './live.feed.js';
import { isLast } from './live.update.js';

/** A wake-up may be lost with its connection to Redis: everybody looks again this often. Shorter than the idle timeout of any proxy worth its name. */
export const LOOK_EVERY_MS = 15_000;

/** What becomes of what a watch finds. */
export interface Teller {
  /** Resolves once there is room for another entry; with false where the watcher does not read. */
  ready(): Promise<boolean>;
  tell(entry: Entry): void;
  /** The run has told its last, the watcher does not read, or the feed could not be read. */
  over(): void;
}

/** Reads one feed for one watcher: what it holds after a place, then what comes, in order and each once. */
export class Watch {
  private ended = false;
  private turn: Promise<void> = Promise.resolve();
  /** Whether a look follows the present one: a hundred wake-ups meanwhile are one look more. */
  private waiting = false;
  private readonly deafen: () => void;
  private readonly beat: NodeJS.Timeout;

  constructor(
    private readonly feed: Feed,
    private readonly run: string,
    /** `0` for everything, or the id of the last entry that the watcher has. */
    private place: string,
    private readonly teller: Teller,
  ) {
    this.deafen = feed.listen(run, () => void this.look());
    this.beat = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  get over(): boolean {
    return this.ended;
  }

  /** Tells what is new. Looks follow one another, so that nothing is told twice or out of order. */
  look(): Promise<void> {
    if (this.waiting) return this.turn;
    this.waiting = true;
    return (this.turn = this.turn
      .then(() => {
        this.waiting = false;
        return this.read();
      })
      .catch(() => this.finish()));
  }

  /** Tells nothing any more. */
  end(): void {
    this.ended = true;
    this.deafen();
    clearInterval(this.beat);
  }

  private async read(): Promise<void> {
    while (!this.ended) {
      const entries = await this.feed.after(this.run, this.place);
      if (entries.length === 0) return;
      for (const entry of entries) {
        if (!(await this.teller.ready())) return this.finish();
        if (this.ended) return;
        this.place = entry.id;
        this.teller.tell(entry);
        if (isLast(entry.told)) return this.finish();
      }
    }
  }

  private finish(): void {
    if (this.ended) return;
    this.end();
    this.teller.over();
  }
}
