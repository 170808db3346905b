/** Shots become a film; files come and go. */
import { z } from 'zod';
import { LanguageTag } from './content.events.js';
import { defineEvent } from './define-event.js';
import { Mood, Shot } from './film.js';
import { FinalFiles, TakeFinish } from './generation.events.js';
import { GenerationOptions, Tier } from './generation-options.js';
import { Narration } from './narration.js';
import { StorageReference } from './storage-reference.js';

const run = { generationId: z.uuid() };

/** Emitted by generation-orchestrator when every shot has its moving picture or its placeholder. */
export const PostProcessingRequested = defineEvent({
  type: 'media.post_processing_requested.v1',
  summary: 'Every shot has its moving picture or its placeholder: the film may be cut.',
  owner: 'generation-orchestrator',
  subject: 'generationId',
  data: z.object({
    ...run,
    tier: Tier,
    /** 1 for the first cut; 2 when quality assurance asked for another. */
    attempt: z.number().int().min(1).max(2).default(1),
    /** `video` is unset where the shot failed everywhere: a placeholder is cut in. */
    shots: z
      .array(z.object({ shot: Shot, video: StorageReference.optional(), finish: TakeFinish.optional(), images: z.array(StorageReference) }))
      .min(1),
    mood: Mood,
    sourceLanguage: LanguageTag,
    options: GenerationOptions.extend({ seed: z.number().int(), framesPerSecond: z.number().int() }),
    /** The voice that is heard in the film: its captions follow the words. */
    narration: Narration.optional(),
  }),
});

/** Emitted by post-processing-service when it takes a film in hand. */
export const PostProcessingStarted = defineEvent({
  type: 'media.post_processing_started.v1',
  summary: 'A film is taken in hand.',
  owner: 'post-processing-service',
  subject: 'generationId',
  unheard: true,
  data: z.object({ ...run, inputs: z.number().int().min(1), processingType: z.string() }),
});

/** Emitted by post-processing-service when the film is cut, scored and captioned. */
export const PostProcessingCompleted = defineEvent({
  type: 'media.post_processing_completed.v1',
  summary: 'The film is cut, scored and captioned.',
  owner: 'post-processing-service',
  subject: 'generationId',
  data: z.object({
    ...run,
    file: StorageReference,
    /** The other files made of it. */
    renditions: FinalFiles.omit({ video: true, images: true }).extend({ preview: StorageReference }),
    expected: z.object({
      durationSeconds: z.number(),
      width: z.number().int(),
      height: z.number().int(),
      framesPerSecond: z.number(),
      shots: z.number().int(),
      /** For how many seconds a voice speaks, where one does: in its pauses nothing need be heard or told. */
      spokenSeconds: z.number().min(0).optional(),
    }),
    processingApplied: z.array(z.string()),
    processingTimeMs: z.number().min(0),
    degradedReasons: z.array(z.string()).default([]),
  }),
});

/** Emitted by quality-assurance-service when a film has been measured. */
export const QualityCheckCompleted = defineEvent({
  type: 'media.quality_check_completed.v1',
  summary: 'A film has been measured.',
  owner: 'quality-assurance-service',
  subject: 'generationId',
  data: z.object({
    ...run,
    qualityScore: z.number().min(0).max(1),
    qualityMetrics: z.record(z.string(), z.number()),
    passed: z.boolean(),
    problems: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
});

/** Emitted by storage-service when a file is recorded under its owner. */
export const FileStored = defineEvent({
  type: 'media.file_stored.v1',
  summary: 'A file is recorded under its owner.',
  owner: 'storage-service',
  subject: 'fileId',
  unheard: true,
  data: z.object({
    fileId: z.uuid(),
    ownerId: z.string(),
    storageKey: z.string(),
    fileType: z.string(),
    fileSize: z.number().int().min(0),
    checksum: z.string(),
    storageLocation: z.string(),
  }),
});

/** Emitted by storage-service when a file is gone for good. */
export const FileDeleted = defineEvent({
  type: 'media.file_deleted.v1',
  summary: 'A file is gone for good.',
  owner: 'storage-service',
  subject: 'fileId',
  unheard: true,
  data: z.object({ fileId: z.uuid(), ownerId: z.string(), reason: z.string() }),
});
