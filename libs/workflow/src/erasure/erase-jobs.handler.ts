import { AccountDataErased, AccountDeleted, type DataOf, GenerationDeleted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { ServiceIdentity } from '@polyreel/service-kit';
import { JobStore } from '../job/job-store.js';

/** Forgets the long work for a generation that was deleted, or for somebody who has left: its rows hold their words. For services with jobs. */
@Handles([GenerationDeleted, AccountDeleted], { emits: [AccountDataErased] })
export class EraseJobs {
  constructor(
    private readonly jobs: JobStore,
    private readonly self: ServiceIdentity,
  ) {}

  async handle(gone: DataOf<typeof GenerationDeleted> | DataOf<typeof AccountDeleted>) {
    const ofRun = 'generationId' in gone;
    const jobs = await this.jobs.erase(ofRun ? { correlationId: gone.generationId } : { userId: gone.userId });
    return ofRun ? [] : [AccountDataErased({ userId: gone.userId, service: this.self.name, erased: { jobs } })];
  }
}
