import {
  FinalFiles,
  GenerationOptions,
  GenerationPhase,
  Mood,
  Narration,
  ShotPrompt,
  StorageReference,
  TakeFinish,
  Tier,
} from '@polyreel/contracts';
import { z } from 'zod';

/** Where a run stands in its table. */
export type GenerationStep = 'understanding' | 'rendering' | 'assembling' | 'checking' | 'completed' | 'failed' | 'cancelled';

/** One shot on its way to the film. */
export const ShotProgress = z.object({
  prompt: ShotPrompt,
  images: z.array(StorageReference).default([]),
  imageBy: z.string().optional(),
  video: StorageReference.optional(),
  finish: TakeFinish.optional(),
  videoBy: z.string().optional(),
  failed: z.string().optional(),
});
export type ShotProgress = z.infer<typeof ShotProgress>;

/** Everything a run has learnt. One row holds it; the generations table is drawn from it. */
export const GenerationState = z.object({
  userId: z.string(),
  tier: Tier,
  options: GenerationOptions.extend({ seed: z.number().int(), framesPerSecond: z.number().int() }),
  phase: GenerationPhase,
  progress: z.number().int(),
  timeline: z.array(z.object({ at: z.string(), phase: GenerationPhase, progress: z.number(), message: z.string() })),
  /** What the stages before the shots found, for the reader of the run. */
  findings: z.record(z.string(), z.unknown()),
  mood: Mood.optional(),
  sourceLanguage: z.string().default('und'),
  shots: z.array(ShotProgress),
  degradedReasons: z.array(z.string()),
  costUsd: z.number(),
  /** What was set aside for it, and what it cost in the end. Absent in runs of before there were credits. */
  estimatedCredits: z.number().int().optional(),
  costCredits: z.number().int().optional(),
  /** What its owner said of the language. */
  language: z.string().optional(),
  /** The recording that it was said in; and, where it is heard in the film, how. */
  voiceId: z.uuid().optional(),
  narration: Narration.optional(),
  /** The run that this one tries again. */
  retryOf: z.string().optional(),
  cut: z.number().int().default(0),
  film: FinalFiles.optional(),
  preview: StorageReference.optional(),
  quality: z
    .object({
      qualityScore: z.number(),
      qualityMetrics: z.record(z.string(), z.number()),
      passed: z.boolean(),
      problems: z.array(z.unknown()),
    })
    .optional(),
  error: z.object({ code: z.string(), message: z.string(), phase: GenerationPhase }).optional(),
});
export type GenerationState = z.infer<typeof GenerationState>;

const FRAMES_PER_SECOND = 24;

/** The state of a run that has just been accepted. `seed` is chosen here once, so that a retry draws the same film. */
export function acceptedState(
  { userId, tier }: { userId: string; tier: Tier },
  options: GenerationOptions,
  { seed, message }: { seed: number; message: string },
): GenerationState {
  const at = new Date().toISOString();
  return {
    userId,
    tier,
    options: { ...options, seed: options.seed ?? seed, framesPerSecond: FRAMES_PER_SECOND },
    phase: 'accepted',
    progress: 1,
    timeline: [{ at, phase: 'accepted', progress: 1, message }],
    findings: {},
    sourceLanguage: 'und',
    shots: [],
    degradedReasons: [],
    costUsd: 0,
    cut: 0,
  };
}
