import { LanguageTag, Mood, Shot, StorageReference } from '@polyreel/contracts';
import { z } from 'zod';

/** A run as GET /v1/generations/{id} tells it, as far as the demo reads it. What a stage has not found yet is absent. */
export const GenerationView = z.object({
  generationId: z.string(),
  status: z.string(),
  progress: z.number().default(0),
  phase: z.string().optional(),
  language: z
    .object({ detectedLanguage: LanguageTag, confidenceScore: z.number(), reliable: z.boolean().optional(), engine: z.string().optional() })
    .nullish(),
  translation: z.object({ engine: z.string(), translatedText: z.string(), confidenceScore: z.number() }).nullish(),
  mood: Mood.nullish(),
  shots: z.array(z.object({ shot: Shot }).or(Shot.transform((shot) => ({ shot })))).nullish(),
  files: z
    .object({
      video: StorageReference,
      thumbnail: StorageReference,
      contactSheet: StorageReference,
      captions: z.object({ vtt: StorageReference, srt: StorageReference }),
    })
    .nullish(),
  degraded: z.boolean().nullish(),
  degradedReasons: z.array(z.string()).nullish(),
  qualityScores: z.record(z.string(), z.number()).nullish(),
  error: z.object({ code: z.string(), message: z.string() }).nullish(),
});
export type GenerationView = z.infer<typeof GenerationView>;

/** One step of a run, as the event stream tells it. */
export const ProgressView = z.object({
  status: z.string().optional(),
  progress: z.number().optional(),
  phase: z.string().optional(),
  message: z.string().optional(),
});
export type ProgressView = z.infer<typeof ProgressView>;

export const isOver = (status: string | undefined) => status === 'completed' || status === 'failed' || status === 'cancelled';
