import { type DataOf, GenerationDeleted, VoiceDeleted } from '@polyreel/contracts';
import { Handles } from '@polyreel/messaging';
import { aboutOf } from './run.story.js';
import { Runs } from './runs.repository.js';

/** Forgets a film or a recording that its owner has deleted: its prompt, and what was told of it. */
@Handles([GenerationDeleted, VoiceDeleted])
export class ForgetRuns {
  constructor(private readonly runs: Runs) {}

  async handle(deleted: DataOf<typeof GenerationDeleted> | DataOf<typeof VoiceDeleted>): Promise<void> {
    await this.runs.forget(aboutOf(deleted));
  }
}
