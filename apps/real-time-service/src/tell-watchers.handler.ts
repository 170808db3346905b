import { type DataOf } from '@polyreel/contracts';
import { Handles, type Received } from '@polyreel/messaging';
import { Feed } from './live.feed.js';
import { updateOf, WATCHED } from './live.update.js';

/** Adds what happens to a run to its live feed. */
@Handles(WATCHED, { concurrency: 32 })
export class TellWatchers {
  constructor(private readonly feed: Feed) {}

  async handle(data: DataOf<(typeof WATCHED)[number]>, message: Received) {
    await this.feed.add({ event: 'generation_update', update: updateOf(data, message) }, message.id);
  }
}
