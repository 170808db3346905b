import { type Emitted, GenerationDeleted, GenerationOptions } from '@polyreel/contracts';
import { EventPublisher } from '@polyreel/messaging';
import { AppError, type Caller } from '@polyreel/service-kit';
import { ProcessEngine } from '@polyreel/workflow';
import { Injectable } from '@nestjs/common';
import { Acceptance } from './acceptance.commands.js';
import type { Accepted } from './claims.repository.js';
import { generationProcess } from './generation.process.js';
import { GenerationState } from './generation.state.js';
import { Generations } from './generations.repository.js';

/** What a caller may do with a generation. Each is one transaction with the events it leads to. */
@Injectable()
export class GenerationCommands {
  constructor(
    private readonly generations: Generations,
    private readonly acceptance: Acceptance,
    private readonly engine: ProcessEngine,
    private readonly publisher: EventPublisher,
  ) {}

  /** Makes a film that failed or was cancelled anew, as a run of its own with the same seed. Throws `generation_not_retryable`. */
  async retry(caller: Caller, id: string, key?: string): Promise<Accepted> {
    const { status, inputText: prompt, state } = await this.generations.of(caller.userId, id);
    if (status !== 'failed' && status !== 'cancelled')
      throw new AppError(
        'generation_not_retryable',
        `This generation is ${status}: only one that failed or was cancelled is tried again.`,
        409,
      );
    const { language, options, voiceId, narration } = GenerationState.parse(state);
    const wanted = { prompt, language, options: GenerationOptions.parse(options), retryOf: id, voiceId, narration };
    return this.acceptance.accept(caller, wanted, key);
  }

  /** Cancelling twice is one cancellation. Throws `generation_finished` where there is nothing left to stop. */
  async cancel(caller: Caller, id: string): Promise<void> {
    await this.publisher.commit(() => this.stop(caller, id));
  }

  /** Stops what runs, removes the row, and lets the files follow. */
  async delete(caller: Caller, id: string): Promise<void> {
    await this.publisher.commit(async () => {
      const { status } = await this.generations.of(caller.userId, id);
      const stopped = status === 'pending' || status === 'processing' ? await this.stop(caller, id) : [];
      await this.generations.remove(id);
      return [...stopped, GenerationDeleted({ generationId: id, userId: caller.userId, deletedAt: new Date().toISOString() })];
    });
  }

  private async stop(caller: Caller, id: string): Promise<readonly Emitted[]> {
    await this.generations.of(caller.userId, id);
    const outcome = await this.engine.command(generationProcess, id, 'cancel');
    if (!outcome?.moved && outcome?.step !== 'cancelled')
      throw new AppError('generation_finished', `This generation has already ${outcome?.step ?? 'ended'}.`, 409);
    return outcome.emit;
  }
}
