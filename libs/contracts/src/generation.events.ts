/** A generation from its request to its one terminal state. */
import { z } from 'zod';
import { LanguageTag } from './content.events.js';
import { defineEvent } from './define-event.js';
import { AspectRatio, MoodLabel, Resolution } from './film.js';
import { GenerationOptions, Tier } from './generation-options.js';
import { Narration } from './narration.js';
import { ShotPrompt } from './prompt.events.js';
import { StorageReference } from './storage-reference.js';

const score = z.number().min(0).max(1);
const run = { generationId: z.uuid() };
const shotOfRun = { ...run, shotIndex: z.number().int().min(0) };
const owned = { ...run, userId: z.string() };

/** How a shot is to be rendered. The same parameters and prompt make the same pixels. */
export const RenderParameters = z.object({
  aspectRatio: AspectRatio,
  resolution: Resolution,
  quality: GenerationOptions.shape.quality,
  framesPerSecond: z.number().int().min(12).max(60),
  seed: z.number().int().min(0),
  style: z.string().optional(),
  provider: z.string().optional(),
});
export type RenderParameters = z.infer<typeof RenderParameters>;

/** How a take was finished by whoever filmed it: graded for a mood, and encoded as the film will be. The film takes such a take over as it is. */
export const TakeFinish = z.object({
  mood: MoodLabel,
  /** Mark of the encoding: pieces with the same one can be joined without encoding them again. */
  encoding: z.string().min(1).max(64),
});
export type TakeFinish = z.infer<typeof TakeFinish>;

/**
 * Why a provider did not do it. `transient` and `throttled` may go better at the same one; `auth`, `quota`, `timeout`, `model_retired` and
 * `unavailable` at another one; `invalid_input` and `content_blocked` nowhere as asked; after `ambiguous_submit` nobody knows whether it was
 * taken in and paid. `refused` and `invalid` are older words for the two before.
 */
export const ProviderErrorClass = z.enum([
  'refused',
  'invalid',
  'unavailable',
  'timeout',
  'unknown',
  'invalid_input',
  'content_blocked',
  'auth',
  'quota',
  'throttled',
  'transient',
  'ambiguous_submit',
  'model_retired',
]);
export type ProviderErrorClass = z.infer<typeof ProviderErrorClass>;

const shotFailure = {
  ...shotOfRun,
  errorClass: ProviderErrorClass,
  message: z.string(),
  triedProviders: z.array(z.object({ provider: z.string(), errorClass: ProviderErrorClass, message: z.string() })),
};

/** Emitted by generation-orchestrator when a prompt has been accepted: from here the run reaches one terminal state. */
export const GenerationRequested = defineEvent({
  type: 'generation.generation_requested.v1',
  summary: 'A prompt has been accepted; the run will reach exactly one terminal state.',
  owner: 'generation-orchestrator',
  subject: 'generationId',
  data: z.object({
    ...owned,
    tier: Tier,
    inputText: z.string().min(1),
    language: LanguageTag.optional(),
    options: GenerationOptions,
    /** The recording that it was said in; and, where it is to be heard in the film, how. */
    voiceId: z.uuid().optional(),
    narration: Narration.optional(),
  }),
});

/** Emitted by generation-orchestrator when the prompts stand and the shots go to the generators. */
export const GenerationStarted = defineEvent({
  type: 'generation.generation_started.v1',
  summary: 'The prompts stand and the shots go to the generators.',
  owner: 'generation-orchestrator',
  subject: 'generationId',
  data: z.object({ ...owned, promptId: z.uuid(), shotCount: z.number().int().min(1), startedAt: z.iso.datetime() }),
});

/** Emitted by generation-orchestrator once per shot: its still is wanted. */
export const ImageGenerationStarted = defineEvent({
  type: 'generation.image_generation_started.v1',
  summary: "A shot's still is wanted.",
  owner: 'generation-orchestrator',
  subject: 'generationId',
  data: z.object({ ...shotOfRun, imagePrompt: ShotPrompt, generationParams: RenderParameters }),
});

/** Emitted by image-generation-service when a shot has its still. */
export const ImageGenerationCompleted = defineEvent({
  type: 'generation.image_generation_completed.v1',
  summary: 'A shot has its still.',
  owner: 'image-generation-service',
  subject: 'generationId',
  data: z.object({
    ...shotOfRun,
    images: z.array(StorageReference).min(1),
    qualityScores: z.array(score),
    provider: z.string(),
    model: z.string(),
    costUsd: z.number().min(0),
    processingTimeMs: z.number().min(0),
    degradedReasons: z.array(z.string()).default([]),
  }),
});

/** Emitted by image-generation-service when no provider of the chain could draw the shot. */
export const ImageGenerationFailed = defineEvent({
  type: 'generation.image_generation_failed.v1',
  summary: 'No provider of the chain could draw the shot.',
  owner: 'image-generation-service',
  subject: 'generationId',
  data: z.object(shotFailure),
});

/** Emitted by generation-orchestrator as soon as a shot's still stands: its moving picture is wanted. */
export const VideoGenerationStarted = defineEvent({
  type: 'generation.video_generation_started.v1',
  summary: "A shot's moving picture is wanted; its still stands.",
  owner: 'generation-orchestrator',
  subject: 'generationId',
  data: z.object({
    ...shotOfRun,
    videoPrompt: ShotPrompt,
    images: z.array(StorageReference),
    generationParams: RenderParameters,
    /** Nothing will be drawn over the picture: whoever can may finish the take for the film. */
    finish: z.boolean().default(false),
  }),
});

/** Emitted by video-generation-service when a shot moves. */
export const VideoGenerationCompleted = defineEvent({
  type: 'generation.video_generation_completed.v1',
  summary: 'A shot moves.',
  owner: 'video-generation-service',
  subject: 'generationId',
  data: z.object({
    ...shotOfRun,
    video: StorageReference,
    /** Unset: raw footage. */
    finish: TakeFinish.optional(),
    thumbnail: StorageReference,
    durationSeconds: z.number().positive(),
    /** Absent where nobody looked. */
    qualityScore: score.optional(),
    provider: z.string(),
    model: z.string(),
    costUsd: z.number().min(0),
    processingTimeMs: z.number().min(0),
    degradedReasons: z.array(z.string()).default([]),
  }),
});

/** Emitted by video-generation-service when no provider of the chain could move the shot. */
export const VideoGenerationFailed = defineEvent({
  type: 'generation.video_generation_failed.v1',
  summary: 'No provider of the chain could move the shot.',
  owner: 'video-generation-service',
  subject: 'generationId',
  data: z.object(shotFailure),
});

export const GenerationPhase = z.enum([
  'accepted',
  'detecting_language',
  'translating',
  'preprocessing',
  'analysing',
  'prompting',
  'drawing',
  'filming',
  'assembling',
  'checking',
  'done',
]);
export type GenerationPhase = z.infer<typeof GenerationPhase>;

/** Emitted by generation-orchestrator whenever a run moves on. Progress never falls. */
export const GenerationProgressed = defineEvent({
  type: 'generation.generation_progressed.v1',
  summary: 'A run moved on. Progress never falls.',
  owner: 'generation-orchestrator',
  subject: 'generationId',
  data: z.object({ ...owned, progress: z.number().int().min(0).max(100), phase: GenerationPhase, message: z.string() }),
});

/** The files a finished generation gives, each by its file id in storage-service. */
export const FinalFiles = z.object({
  video: StorageReference,
  thumbnail: StorageReference,
  contactSheet: StorageReference,
  images: z.array(StorageReference),
  captions: z.object({ vtt: StorageReference, srt: StorageReference }),
});
export type FinalFiles = z.infer<typeof FinalFiles>;

/** Emitted by generation-orchestrator when the film is finished, whole or degraded with its reasons. */
export const GenerationCompleted = defineEvent({
  type: 'generation.generation_completed.v1',
  summary: 'The film is finished, whole or degraded with its reasons.',
  owner: 'generation-orchestrator',
  subject: 'generationId',
  data: z.object({
    ...owned,
    finalUrls: FinalFiles,
    totalProcessingTimeMs: z.number().min(0),
    qualityScores: z.record(z.string(), z.number()),
    degraded: z.boolean(),
    degradedReasons: z.array(z.string()),
    /** What providers billed. */
    costUsd: z.number().min(0),
    /** What its owner owes for it, in whole credits. Absent in events of before there were credits. */
    costCredits: z.number().int().min(0).optional(),
  }),
});

/** Emitted by generation-orchestrator when a run cannot be finished. */
export const GenerationFailed = defineEvent({
  type: 'generation.generation_failed.v1',
  summary: 'A run cannot be finished.',
  owner: 'generation-orchestrator',
  subject: 'generationId',
  data: z.object({ ...owned, phase: GenerationPhase, errorCode: z.string(), message: z.string(), failedAt: z.iso.datetime() }),
});

/** Emitted by generation-orchestrator when the caller has stopped a run. */
export const GenerationCancelled = defineEvent({
  type: 'generation.generation_cancelled.v1',
  summary: 'The caller has stopped a run.',
  owner: 'generation-orchestrator',
  subject: 'generationId',
  data: z.object({ ...owned, cancelledAt: z.iso.datetime() }),
});

/** Emitted by generation-orchestrator when the owner has deleted a run: its files go with it. */
export const GenerationDeleted = defineEvent({
  type: 'generation.generation_deleted.v1',
  summary: 'The owner has deleted a run; its files go with it.',
  owner: 'generation-orchestrator',
  subject: 'generationId',
  data: z.object({ ...owned, deletedAt: z.iso.datetime() }),
});
