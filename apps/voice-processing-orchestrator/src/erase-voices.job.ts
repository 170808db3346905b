import { AccountDataErased, AccountDeleted, type DataOf } from '@polyreel/contracts';
import { AppError, type Caller, ServiceIdentity } from '@polyreel/service-kit';
import { type Job, Performs } from '@polyreel/workflow';
import { VoiceCommands } from './voice.commands.js';
import { Voices } from './voices.repository.js';

/**
 * Stops what a person who has left still had in the making, and erases their recordings with every word of them. Each run is cancelled in a
 * transaction of its own: its end is an event of that run, by which jobs are stopped and files removed.
 */
@Performs(AccountDeleted, { emits: [AccountDataErased] })
export class EraseVoices {
  constructor(
    private readonly voices: Voices,
    private readonly commands: VoiceCommands,
    private readonly self: ServiceIdentity,
  ) {}

  async perform({ userId }: DataOf<typeof AccountDeleted>, { signal }: Job) {
    await this.voices.takeNoneOf(userId);
    const owner: Caller = { userId, role: 'user', tier: 'free' };
    for (const id of await this.voices.underWayOf(userId)) {
      signal.throwIfAborted();
      await this.commands.cancel(owner, id).catch(unlessEnded);
    }
    return AccountDataErased({ userId, service: this.self.name, erased: await this.voices.erase(userId) });
  }
}

/** It may have come to its end by itself meanwhile. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'voice_finished') throw error;
}
