import { AudioPreprocessed } from '@polyreel/contracts';
import { ObjectStore } from '@polyreel/object-store';
import { randomUUID } from 'node:crypto';
import type { TestedService } from './test-service.js';

const BYTES_A_SECOND = 32_000;

/** Puts a prepared recording into a service's object store and tells the service of it, as audio-preprocessing-service does. */
export async function sendPrepared(
  service: TestedService,
  sound: Buffer,
  languageHint?: string,
): Promise<{ voiceId: string; run: string }> {
  const voiceId = randomUUID();
  const place = { bucket: 'temp-files', key: `voices/${voiceId}/prepared.wav` } as const;
  const stored = await service.app.get(ObjectStore).put(place, 'audio/wav', sound);
  const { correlationid } = await service.send(
    AudioPreprocessed({
      voiceId,
      processedAudio: stored,
      soundtrack: stored,
      durationSeconds: Math.max(1, sound.length / BYTES_A_SECOND),
      original: { durationSeconds: 3, codec: 'pcm_s16le', sampleRate: 16_000, channels: 1, trimmedStartSeconds: 0 },
      preprocessingApplied: [],
      languageHint,
    }),
  );
  return { voiceId, run: correlationid };
}
