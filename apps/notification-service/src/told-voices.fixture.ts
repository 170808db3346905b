import { type DataOf, VoiceProcessingCompleted, VoiceProcessingFailed } from '@polyreel/contracts';
import { randomUUID } from 'node:crypto';

/** The event of a recording in which a whale was spoken of. For specs. */
export const understood = (userId: string, more: Partial<DataOf<typeof VoiceProcessingCompleted>> = {}) =>
  VoiceProcessingCompleted({
    voiceId: randomUUID(),
    userId,
    tier: 'pro',
    finalText: 'A whale under the ice.',
    language: 'en',
    confidenceScore: 0.9,
    totalProcessingTimeMs: 7,
    ...more,
  });

/** The event of a recording in which nobody speaks. For specs. */
export const notUnderstood = (userId: string) =>
  VoiceProcessingFailed({
    voiceId: randomUUID(),
    userId,
    errorCode: 'voice_no_speech',
    message: 'Nobody speaks.',
    failedAt: new Date().toISOString(),
  });
