import {
  AudioPreprocessed,
  type DataOf,
  VoiceProcessingCancelled,
  VoiceProcessingFailed,
  VoiceProcessingStarted,
} from '@polyreel/contracts';
import { allOrNone, type Prepared, prepareRecording } from '@polyreel/media';
import { Permanent } from '@polyreel/messaging';
import { ObjectStore } from '@polyreel/object-store';
import { AppError, withFolder } from '@polyreel/service-kit';
import { type Job, Performs } from '@polyreel/workflow';
import { join } from 'node:path';

/** Makes a recording ready to be understood and to be heard, and stores both forms of it. */
@Performs(VoiceProcessingStarted, { emits: [AudioPreprocessed], cancelledBy: [VoiceProcessingCancelled, VoiceProcessingFailed] })
export class PrepareRecording {
  constructor(private readonly store: ObjectStore) {}

  async perform(started: DataOf<typeof VoiceProcessingStarted>, { signal, progress }: Pick<Job, 'signal' | 'progress'>) {
    const { voiceId, audioFile, languageHint } = started;
    return withFolder('voice', async (folder) => {
      // A name of our own: what the recording is tells its content.
      const recording = join(folder, 'recording');
      await this.store.fetchTo(audioFile, recording, signal);
      const prepared = await prepareRecording(recording, { folder, signal, onProgress: progress }).catch(forGood);
      return AudioPreprocessed({
        voiceId,
        ...(await this.keep(voiceId, prepared, signal)),
        durationSeconds: prepared.durationSeconds,
        original: { ...prepared.original, trimmedStartSeconds: prepared.trimmedStartSeconds },
        preprocessingApplied: prepared.steps,
        languageHint,
      });
    });
  }

  /** Keys follow from the voice alone: a repeat replaces what the first try stored. */
  private async keep(voiceId: string, made: Prepared, signal: AbortSignal) {
    const put = (bucket: 'temp-files' | 'user-uploads', name: string, contentType: string, file: string) => (stop: AbortSignal) =>
      this.store.put({ bucket, key: `voices/${voiceId}/${name}` }, contentType, { file }, stop);
    const [processedAudio, soundtrack] = await allOrNone(
      [
        put('temp-files', 'prepared.wav', 'audio/wav', made.processedAudio),
        put('user-uploads', 'soundtrack.flac', 'audio/flac', made.soundtrack),
      ],
      { signal },
    );
    return { processedAudio, soundtrack };
  }
}

/** What is wrong with the recording itself stays wrong at every further try; what is wrong with this machine may not. */
function forGood(error: unknown): never {
  if (error instanceof AppError && error.statusCode < 500) throw new Permanent(error.message, error.code, { cause: error });
  throw error;
}
