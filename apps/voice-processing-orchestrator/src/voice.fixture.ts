import {
  AudioPreprocessed,
  type DataOf,
  HandlerFaulted,
  SpeechTranscribed,
  type StorageReference,
  VoiceLanguageDetected,
} from '@polyreel/contracts';

const SAMPLE_RATE = 16_000;
const TONE_HZ = 440;
const LOUDNESS = 8_000;

/** A WAV file of a tone, mono, 16 bits: a recording as far as anybody can tell without listening to it. */
export function tone(seconds = 2): Buffer<ArrayBuffer> {
  const samples = Buffer.alloc(2 * SAMPLE_RATE * seconds);
  for (let at = 0; at < samples.length / 2; at++)
    samples.writeInt16LE(Math.round(LOUDNESS * Math.sin((2 * Math.PI * TONE_HZ * at) / SAMPLE_RATE)), 2 * at);
  const header = Buffer.alloc(44);
  header.write('RIFF');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  for (const [at, value] of [1, 1].entries()) header.writeUInt16LE(value, 20 + 2 * at);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(2 * SAMPLE_RATE, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

const stored = (key: string, contentType: string): StorageReference => ({
  bucket: 'user-uploads',
  key,
  contentType,
  bytes: 1,
  checksum: 'a'.repeat(64),
});

export const prepared = (voiceId: string, durationSeconds = 4) =>
  AudioPreprocessed({
    voiceId,
    processedAudio: stored(`voices/${voiceId}/prepared.wav`, 'audio/wav'),
    soundtrack: stored(`voices/${voiceId}/soundtrack.flac`, 'audio/flac'),
    durationSeconds,
    original: { durationSeconds: durationSeconds + 1, codec: 'pcm_s16le', sampleRate: 16_000, channels: 1, trimmedStartSeconds: 0.5 },
    preprocessingApplied: [
      { step: 'high_pass', applied: true, detail: 'below 80 Hz' },
      { step: 'noise_reduction', applied: false, detail: 'it is clean' },
    ],
  });

export const SAID = 'A red dragon flies over the castle at night and the people look up.';

export function transcribed(voiceId: string, more: Partial<DataOf<typeof SpeechTranscribed>> = {}) {
  const transcribedText = more.transcribedText ?? SAID;
  const words = transcribedText
    .split(/\s+/)
    .filter((text) => text.length > 0)
    .map((text, at) => ({ text, startSeconds: at * 0.2, endSeconds: at * 0.2 + 0.2 }));
  return SpeechTranscribed({
    voiceId,
    transcribedText,
    words,
    confidenceScore: 0.9,
    engine: 'whisper.cpp ggml-base',
    language: 'en',
    languageHeard: true,
    costUsd: 0,
    processingTimeMs: 1,
    fallbacks: [],
    ...more,
  });
}

export const heard = (voiceId: string, more: Partial<DataOf<typeof VoiceLanguageDetected>> = {}) =>
  VoiceLanguageDetected({ voiceId, detectedLanguage: 'en', confidenceScore: 0.8, engine: 'spec', alternatives: [], ...more });

export const fault = (voiceId: string, service: string, error: { message: string; code?: string }) =>
  HandlerFaulted({
    handler: 'spec',
    service,
    queue: `${service}.spec`,
    event: { id: 'e', type: 't', correlationid: voiceId },
    error: { name: 'Error', ...error },
    attempts: 6,
    firstFailedAt: new Date().toISOString(),
  });
