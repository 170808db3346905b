import { type Emitted, GenerationDeleted, type GenerationOptions, GenerationRequested } from '@polyreel/contracts';
import { moderate } from '@polyreel/language';
import { EventPublisher } from '@polyreel/messaging';
import { AppError, type Caller } from '@polyreel/service-kit';
import { ProcessEngine } from '@polyreel/workflow';
import { Injectable } from '@nestjs/common';
import { randomInt, randomUUID } from 'node:crypto';
import { generationProcess } from './generation.process.js';
import { acceptedState } from './generation.state.js';
import { Generations } from './generations.repository.js';

/** The largest seed that fits the API's range. */
const SEEDS = 2_147_483_647;

/** What a caller may do with a generation. Each is one transaction with the events it leads to. */
@Injectable()
export class GenerationCommands {
  constructor(
    private readonly generations: Generations,
    private readonly engine: ProcessEngine,
    private readonly publisher: EventPublisher,
  ) {}

  /** Throws `content_blocked` before anything is written. */
  refuse(prompt: string, language?: string): void {
    const verdict = moderate(prompt, language);
    if (!verdict.allowed)
      throw new AppError('content_blocked', `This prompt cannot be filmed: ${verdict.reason}`, 422, { category: verdict.category });
  }

  /** Once this resolves, the run reaches one end, whatever dies on the way. */
  async create(caller: Caller, prompt: string, language: string | undefined, options: GenerationOptions): Promise<string> {
    this.refuse(prompt, language);
    const id = randomUUID();
    const state = acceptedState(caller.userId, caller.tier, options, randomInt(SEEDS));
    const { userId, tier } = caller;
    const requested = GenerationRequested({ generationId: id, userId, tier, inputText: prompt, language, options: state.options });
    const begun = this.engine.begin(generationProcess, id, 'understanding', state, { correlationid: id, userid: userId, tier });
    if (!(await this.publisher.settle([requested], [this.generations.adding(id, userId, prompt), begun])))
      throw new Error(`generation ${id} exists already`);
    return id;
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
