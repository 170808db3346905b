import {
  AudioPreprocessed,
  type DataOf,
  VoiceLanguageDetected,
  VoiceProcessingCancelled,
  VoiceProcessingFailed,
} from '@polyreel/contracts';
import { ObjectStore } from '@polyreel/object-store';
import { withFolder } from '@polyreel/service-kit';
import { type Job, Performs } from '@polyreel/workflow';
import { join } from 'node:path';
import { LanguageListeners } from './language-listeners.chain.js';

/** Tells what language is spoken; a language that the caller named is believed, and one that nobody can tell by listening is `und`. */
@Performs(AudioPreprocessed, { emits: [VoiceLanguageDetected], cancelledBy: [VoiceProcessingCancelled, VoiceProcessingFailed] })
export class DetectVoiceLanguage {
  constructor(
    private readonly listeners: LanguageListeners,
    private readonly store: ObjectStore,
  ) {}

  async perform({ voiceId, processedAudio, durationSeconds, languageHint }: DataOf<typeof AudioPreprocessed>, job: Job) {
    if (languageHint)
      return VoiceLanguageDetected({
        voiceId,
        detectedLanguage: languageHint,
        confidenceScore: 1,
        engine: 'caller',
        alternatives: [],
        costUsd: 0,
      });
    return withFolder('voice-language', async (directory) => {
      const path = join(directory, 'prepared.wav');
      await this.store.fetchTo(processedAudio, path, job.signal);
      const unit = { key: `${voiceId}:voice-language`, correlationId: job.message.correlationid, userId: job.message.userid };
      const call = { signal: job.signal, directory, progress: (done: number) => job.progress(done) };
      const heard = await this.listeners.hear(unit, { path, durationSeconds, checksum: processedAudio.checksum }, call);
      return VoiceLanguageDetected({
        voiceId,
        detectedLanguage: heard.language,
        confidenceScore: heard.confidence,
        engine: heard.engine,
        costUsd: heard.costUsd,
        alternatives: heard.alternatives.slice(0, 3).map(({ language, confidence }) => ({ language, confidenceScore: confidence })),
      });
    });
  }
}
