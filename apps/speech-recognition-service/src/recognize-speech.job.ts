import { AudioPreprocessed, type DataOf, SpeechTranscribed, VoiceProcessingCancelled, VoiceProcessingFailed } from '@polyreel/contracts';
import { Permanent } from '@polyreel/messaging';
import { ObjectStore } from '@polyreel/object-store';
import { AFTER, ChainExhausted, LanguageUnsupported, type SpeechEngine } from '@polyreel/providers';
import { type Job, Performs } from '@polyreel/workflow';
import { withFolder } from '@polyreel/service-kit';
import { join } from 'node:path';
import { Listeners } from './listeners.chain.js';

/** Writes down what is said in a recording, by the first engine that can. */
@Performs(AudioPreprocessed, { emits: [SpeechTranscribed], cancelledBy: [VoiceProcessingCancelled, VoiceProcessingFailed] })
export class RecognizeSpeech {
  constructor(
    private readonly listeners: Listeners,
    private readonly store: ObjectStore,
  ) {}

  async perform({ voiceId, processedAudio, durationSeconds, languageHint }: DataOf<typeof AudioPreprocessed>, job: Job) {
    const began = performance.now();
    return withFolder('speech', async (directory) => {
      const path = join(directory, 'prepared.wav');
      await this.store.fetchTo(processedAudio, path, job.signal);
      const unit = { key: `${voiceId}:speech`, correlationId: job.message.correlationid, userId: job.message.userid };
      const recording = { path, durationSeconds, languageHint, checksum: processedAudio.checksum };
      const call = { signal: job.signal, directory, progress: (done: number) => job.progress(done) };
      const { result, engine, tried } = await this.listeners.transcribe(unit, recording, call).catch(asFailure);
      if (!result.text) throw new Permanent('Nobody speaks in this recording, as far as can be heard.', 'voice_no_speech');
      return SpeechTranscribed({
        voiceId,
        transcribedText: result.text,
        words: result.words,
        confidenceScore: result.confidence,
        engine: nameOf(engine),
        language: result.language,
        languageHeard: result.languageHeard,
        fallbacks: tried.map(({ provider, message }) => ({ engine: provider, reason: message })),
        costUsd: result.costUsd,
        processingTimeMs: performance.now() - began,
      });
    });
  }
}

/** `openai whisper-1`. */
const nameOf = ({ card }: SpeechEngine) => `${card.provider} ${card.model}`;

/** Where somebody may yet be able to, the job tries again by itself; all else is settled at once. */
function asFailure(error: unknown): never {
  if (error instanceof LanguageUnsupported) throw new Permanent(error.message, 'voice_language_unsupported', { cause: error });
  if (!(error instanceof ChainExhausted)) throw error;
  const passing =
    error.tried.some(({ errorClass }) => AFTER[errorClass] === 'again') &&
    error.tried.every(({ errorClass }) => AFTER[errorClass] !== 'reconcile');
  const failure = `Nobody could write down what is said: ${error.message}.`;
  if (passing) throw Object.assign(new Error(failure, { cause: error }), { code: 'voice_recognition_failed' });
  throw new Permanent(failure, 'voice_recognition_failed', { cause: error });
}
