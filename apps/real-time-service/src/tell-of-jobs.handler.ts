import { type DataOf, JobProgressed } from '@polyreel/contracts';
import { Handles, type Received } from '@polyreel/messaging';
import { Feed } from './live.feed.js';
import { jobUpdateOf } from './live.update.js';

/** Adds how the long work of a run is doing to its live feed. */
@Handles(JobProgressed, { concurrency: 32 })
export class TellOfJobs {
  constructor(private readonly feed: Feed) {}

  async handle(data: DataOf<typeof JobProgressed>, message: Received) {
    await this.feed.add(jobUpdateOf(data, message), message.id);
  }
}
