import { AccountDataErased, AccountDeleted, type DataOf, VoiceDeleted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { ServiceIdentity } from '@polyreel/service-kit';
import { JobStore } from '../job/job-store.js';

/** Forgets the long work on a recording that was deleted, or of somebody who has left. For services whose jobs are of recordings. */
@Handles([VoiceDeleted, AccountDeleted], { emits: [AccountDataErased] })
export class EraseVoiceJobs {
  constructor(
    private readonly jobs: JobStore,
    private readonly self: ServiceIdentity,
  ) {}

  async handle(gone: DataOf<typeof VoiceDeleted> | DataOf<typeof AccountDeleted>) {
    const ofVoice = 'voiceId' in gone;
    const jobs = await this.jobs.erase(ofVoice ? { correlationId: gone.voiceId } : { userId: gone.userId });
    return ofVoice ? [] : [AccountDataErased({ userId: gone.userId, service: this.self.name, erased: { jobs } })];
  }
}
