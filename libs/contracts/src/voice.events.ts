/** A recording from its upload to the words that were said in it. */
import { z } from 'zod';
import { LanguageTag } from './content.events.js';
import { defineEvent } from './define-event.js';
import { GenerationOptions, Tier } from './generation-options.js';
import { Narration } from './narration.js';
import { SpokenWord } from './speech.js';
import { StorageReference } from './storage-reference.js';

const confidence = z.number().min(0).max(1);
const run = { voiceId: z.uuid() };
const owned = { ...run, userId: z.string() };

/** The film that is wanted of a recording. Its id is chosen when the recording is taken in, so that the caller knows it at once. */
export const VoiceGeneration = z.object({
  generationId: z.uuid(),
  options: GenerationOptions,
  /** The speaker's own recording is the sound of the film; otherwise it is its prompt only. */
  narrate: z.boolean(),
  /** The API key that asked, whose budget pays. */
  keyId: z.uuid().optional(),
});
export type VoiceGeneration = z.infer<typeof VoiceGeneration>;

/** Emitted by voice-processing-orchestrator when a recording has been accepted: from here it reaches one terminal state. */
export const VoiceProcessingStarted = defineEvent({
  type: 'voice.voice_processing_started.v1',
  summary: 'A recording has been accepted; it will reach exactly one terminal state.',
  owner: 'voice-processing-orchestrator',
  subject: 'voiceId',
  data: z.object({
    ...owned,
    tier: Tier,
    audioFile: StorageReference,
    /** What the caller says is spoken. */
    languageHint: LanguageTag.optional(),
    startedAt: z.iso.datetime(),
  }),
});

/** One step of the preparation and what it did. */
export const PreparationStep = z.object({
  step: z.enum(['decode', 'high_pass', 'hum_removal', 'noise_reduction', 'trim_silence', 'loudness', 'resample']),
  applied: z.boolean(),
  /** In plain words, with the figures: `-23.4 to -16.0 LUFS`; or why it was left out. */
  detail: z.string(),
});
export type PreparationStep = z.infer<typeof PreparationStep>;

/** Emitted by audio-preprocessing-service when a recording is ready to be understood. */
export const AudioPreprocessed = defineEvent({
  type: 'voice.audio_preprocessed.v1',
  summary: 'A recording is ready to be understood.',
  owner: 'audio-preprocessing-service',
  subject: 'voiceId',
  data: z.object({
    ...run,
    /** WAV, 16 kHz, mono, 16 bits: what the engines hear. */
    processedAudio: StorageReference,
    /** FLAC, 48 kHz, mono, levelled and on the same time line: what a film may sound of. */
    soundtrack: StorageReference,
    /** Of the prepared audio. */
    durationSeconds: z.number().positive(),
    original: z.object({
      durationSeconds: z.number().positive(),
      codec: z.string(),
      sampleRate: z.number().int(),
      channels: z.number().int(),
      /** How much of its beginning was cut off. */
      trimmedStartSeconds: z.number().min(0),
    }),
    preprocessingApplied: z.array(PreparationStep),
    languageHint: LanguageTag.optional(),
  }),
});

/** Emitted by speech-recognition-service when a recording is written down. */
export const SpeechTranscribed = defineEvent({
  type: 'voice.speech_transcribed.v1',
  summary: 'What was said is written down.',
  owner: 'speech-recognition-service',
  subject: 'voiceId',
  data: z.object({
    ...run,
    transcribedText: z.string(),
    /** Empty where the engine gives no times. A recording of 10 minutes has some 2,000, which is the largest data that an event carries. */
    words: z.array(SpokenWord),
    confidenceScore: confidence,
    /** `pocketsphinx en-us`, `openai whisper-1`, `whisper.cpp ggml-base`. */
    engine: z.string(),
    /** The language that the engine heard or was made for. */
    language: LanguageTag,
    /** True where the engine listened for the language; false where it knows one only. */
    languageHeard: z.boolean(),
    /** Engines that were tried first and why each stepped aside. */
    fallbacks: z.array(z.object({ engine: z.string(), reason: z.string() })).default([]),
    /** What the engine that wrote it down bills for it; 0 where nobody does. */
    costUsd: z.number().min(0),
    processingTimeMs: z.number().min(0),
  }),
});

/** Emitted by voice-language-detection-service once it knows, or cannot know, what language is spoken. */
export const VoiceLanguageDetected = defineEvent({
  type: 'voice.voice_language_detected.v1',
  summary: 'The language of a recording is known, or known to be unknown.',
  owner: 'voice-language-detection-service',
  subject: 'voiceId',
  data: z.object({
    ...run,
    /** `und` where nobody can tell by listening. */
    detectedLanguage: LanguageTag,
    confidenceScore: confidence,
    /** Who told: `caller`, or the engine's name. */
    engine: z.string(),
    alternatives: z.array(z.object({ language: LanguageTag, confidenceScore: confidence })).max(3),
    /** What listening for it costs; 0 where nobody bills it. */
    costUsd: z.number().min(0).default(0),
  }),
});

/** Emitted by voice-processing-orchestrator when a recording is understood. */
export const VoiceProcessingCompleted = defineEvent({
  type: 'voice.voice_processing_completed.v1',
  summary: 'A recording is understood; where a film is wanted of it, it begins.',
  owner: 'voice-processing-orchestrator',
  subject: 'voiceId',
  data: z.object({
    ...owned,
    tier: Tier,
    finalText: z.string().min(1),
    language: LanguageTag,
    confidenceScore: confidence,
    totalProcessingTimeMs: z.number().min(0),
    /** What was paid to understand it. A film of it has costs of its own. */
    costUsd: z.number().min(0).default(0),
    /** Set where a film is wanted. */
    generation: VoiceGeneration.optional(),
    /** Set where the voice is to be heard in it. */
    narration: Narration.optional(),
  }),
});

/** Emitted by voice-processing-orchestrator when a recording cannot be understood. */
export const VoiceProcessingFailed = defineEvent({
  type: 'voice.voice_processing_failed.v1',
  summary: 'A recording cannot be understood.',
  owner: 'voice-processing-orchestrator',
  subject: 'voiceId',
  data: z.object({
    ...owned,
    errorCode: z.string(),
    message: z.string(),
    failedAt: z.iso.datetime(),
    /** The film that was wanted of it, and does not come. */
    generation: VoiceGeneration.optional(),
  }),
});

/** Emitted by voice-processing-orchestrator when the caller has stopped it. */
export const VoiceProcessingCancelled = defineEvent({
  type: 'voice.voice_processing_cancelled.v1',
  summary: 'The caller has stopped the work on a recording.',
  owner: 'voice-processing-orchestrator',
  subject: 'voiceId',
  data: z.object({
    ...owned,
    cancelledAt: z.iso.datetime(),
    /** The film that was wanted of it, and does not come. */
    generation: VoiceGeneration.optional(),
  }),
});

/** Emitted by voice-processing-orchestrator when the owner has deleted a recording: its files and its words go with it. */
export const VoiceDeleted = defineEvent({
  type: 'voice.voice_deleted.v1',
  summary: 'The owner has deleted a recording; its files and its words go with it.',
  owner: 'voice-processing-orchestrator',
  subject: 'voiceId',
  data: z.object({ ...owned, deletedAt: z.iso.datetime() }),
});
