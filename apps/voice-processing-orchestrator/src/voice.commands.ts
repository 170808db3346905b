import { type Emitted, VoiceDeleted } from '@polyreel/contracts';
import { EventPublisher } from '@polyreel/messaging';
import { AppError, type Caller } from '@polyreel/service-kit';
import { ProcessEngine } from '@polyreel/workflow';
import { Injectable } from '@nestjs/common';
import { Uploads } from './uploads.commands.js';
import { voiceProcess } from './voice.process.js';
import { VoiceState } from './voice.state.js';
import { Voices } from './voices.repository.js';

/** What a caller may do with a recording of theirs; operators may read anybody's. Each change is one transaction with its events. */
@Injectable()
export class VoiceCommands {
  constructor(
    private readonly voices: Voices,
    private readonly engine: ProcessEngine,
    private readonly publisher: EventPublisher,
    private readonly uploads: Uploads,
  ) {}

  read({ userId, role }: Caller, id: string) {
    return this.voices.of(role === 'admin' ? undefined : userId, id);
  }

  /** Cancelling twice is one cancellation. Throws `voice_finished` where there is nothing left to stop. */
  async cancel(caller: Caller, id: string): Promise<void> {
    await this.publisher.commit(() => this.stop(caller, id));
  }

  /** Stops what runs, removes the row, and lets the files follow; the upload that it came of is one of them. */
  async delete(caller: Caller, id: string): Promise<void> {
    const { userId } = caller;
    const { uploadId } = VoiceState.parse((await this.voices.of(userId, id)).state);
    await this.publisher.commit(async () => {
      const { status } = await this.voices.of(userId, id);
      const stopped = status === 'pending' || status === 'processing' ? await this.stop(caller, id) : [];
      await this.voices.remove(id);
      return [...stopped, VoiceDeleted({ voiceId: id, userId, deletedAt: new Date().toISOString() })];
    });
    if (uploadId !== undefined) await this.uploads.forget(userId, uploadId);
  }

  private async stop(caller: Caller, id: string): Promise<readonly Emitted[]> {
    await this.voices.of(caller.userId, id);
    const outcome = await this.engine.command(voiceProcess, id, 'cancel');
    if (!outcome?.moved && outcome?.step !== 'cancelled')
      throw new AppError('voice_finished', `This recording has already ${outcome?.step ?? 'ended'}.`, 409);
    return outcome.emit;
  }
}
