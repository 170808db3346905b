import {
  CameraCuesExtracted,
  EntitiesExtracted,
  MoodAnalyzed,
  Narration,
  SceneAnalysisStarted,
  Sentence,
  TemporalAnalyzed,
} from '@polyreel/contracts';
import { z } from 'zod';

export type AnalysisStep = 'gathering' | 'analysing' | 'completed' | 'failed' | 'abandoned';

export const ANALYSES = ['entities', 'mood', 'camera', 'temporal'] as const;
export type Analysis = (typeof ANALYSES)[number];

const Text = z.object({
  textHash: z.string(),
  text: z.string(),
  originalText: z.string(),
  sourceLanguage: z.string(),
  sentences: z.array(Sentence).min(1),
});

/** What one analysis has gathered: the text, the wish, and what each analyser found or why it did not. */
export const AnalysisState = z.object({
  generationId: z.uuid(),
  /** The request is known: `durationSeconds` unset then means that the caller left it to the text. */
  requested: z.boolean(),
  durationSeconds: z.number().optional(),
  /** The voice that is to be heard in the film; and, once the text is there, when its sentences are. */
  narration: Narration.optional(),
  spoken: SceneAnalysisStarted.data.shape.spoken,
  text: Text.optional(),
  startedAtMs: z.number().optional(),
  found: z.object({
    entities: EntitiesExtracted.data.optional(),
    mood: MoodAnalyzed.data.optional(),
    camera: CameraCuesExtracted.data.optional(),
    temporal: TemporalAnalyzed.data.optional(),
  }),
  missing: z.partialRecord(z.enum(ANALYSES), z.string()),
});
export type AnalysisState = z.infer<typeof AnalysisState>;

export const emptyState = (generationId: string): AnalysisState => ({ generationId, requested: false, found: {}, missing: {} });
