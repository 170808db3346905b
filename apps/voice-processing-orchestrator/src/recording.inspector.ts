import type { RecordingFacts } from '@polyreel/http-api';
import { inspectRecording } from '@polyreel/media';
import { AppError } from '@polyreel/service-kit';
import { Injectable } from '@nestjs/common';
import PQueue from 'p-queue';
import { VoiceConfig } from './voice.config.js';

/** Looks through recordings, a few at a time: each is decoded whole, and everybody would take the machine from everybody else. */
@Injectable()
export class RecordingInspector {
  private readonly queue: PQueue;

  constructor({ INSPECTIONS_AT_ONCE: concurrency }: VoiceConfig) {
    this.queue = new PQueue({ concurrency });
  }

  /** Rejects with what is wrong with the recording: see the codes in docs/voice.md. */
  async inspect(path: string, signal: AbortSignal): Promise<RecordingFacts> {
    try {
      return await this.queue.add(() => inspectRecording(path, { signal }), { signal, throwOnTimeout: true });
    } catch (error) {
      if (signal.aborted) throw new AppError('upload_aborted', 'The sender went away.', 400);
      throw error;
    }
  }
}
