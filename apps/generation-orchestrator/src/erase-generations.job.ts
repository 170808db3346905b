import { AccountDataErased, AccountDeleted, type DataOf } from '@polyreel/contracts';
import { AppError, type Caller, ServiceIdentity } from '@polyreel/service-kit';
import { type Job, Performs } from '@polyreel/workflow';
import { GenerationCommands } from './generation.commands.js';
import { Generations } from './generations.repository.js';

/**
 * Stops what a person who has left still had in the making, and erases their generations with all that they said of them. Each run is
 * cancelled in a transaction of its own: its end is an event of that run, by which jobs are stopped and credits released.
 */
@Performs(AccountDeleted, { emits: [AccountDataErased] })
export class EraseGenerations {
  constructor(
    private readonly generations: Generations,
    private readonly commands: GenerationCommands,
    private readonly self: ServiceIdentity,
  ) {}

  async perform({ userId }: DataOf<typeof AccountDeleted>, { signal }: Job) {
    await this.generations.takeNoneOf(userId);
    const owner: Caller = { userId, role: 'user', tier: 'free' };
    for (const id of await this.generations.runningOf(userId)) {
      signal.throwIfAborted();
      await this.commands.cancel(owner, id).catch(unlessEnded);
    }
    return AccountDataErased({ userId, service: this.self.name, erased: await this.generations.erase(userId) });
  }
}

/** It may have come to its end by itself meanwhile. */
function unlessEnded(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'generation_finished') throw error;
}
