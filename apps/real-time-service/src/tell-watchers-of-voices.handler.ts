import type { DataOf } from '@polyreel/contracts';
import { Handles, type Received } from '@polyreel/messaging';
import { Feed } from './live.feed.js';
import { voiceUpdateOf, WATCHED_OF_VOICES } from './voice.update.js';

/** Adds what happens to a recording to its live feed. */
@Handles(WATCHED_OF_VOICES, { concurrency: 32 })
export class TellWatchersOfVoices {
  constructor(private readonly feed: Feed) {}

  async handle(data: DataOf<(typeof WATCHED_OF_VOICES)[number]>, message: Received) {
    await this.feed.add({ event: 'voice_update', update: voiceUpdateOf(data, message) }, message.id);
  }
}
