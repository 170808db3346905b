/** What the generators are told, shot by shot. */
import { z } from 'zod';
import { LanguageTag } from './content.events.js';
import { defineEvent } from './define-event.js';
import { Shot } from './film.js';

/** The words for one shot. `shot` rides along: an engine that draws needs the facts, not their wording. */
export const ShotPrompt = z.object({
  shotIndex: z.number().int().min(0),
  imagePrompt: z.string().min(1),
  videoPrompt: z.string().min(1),
  negativePrompt: z.string(),
  /** The video prompt as a family of providers likes it best, by wording profile (`veo`, `runway`, …); the others take `videoPrompt`. */
  wordings: z.record(z.string(), z.string()).optional(),
  shot: Shot,
});
export type ShotPrompt = z.infer<typeof ShotPrompt>;

export const StructuredPrompt = z.object({ shots: z.array(ShotPrompt).min(1), sourceLanguage: LanguageTag });
export type StructuredPrompt = z.infer<typeof StructuredPrompt>;

const prompted = { promptId: z.uuid(), generationId: z.uuid() };

/** Emitted by prompt-structuring-service when every shot has its prompts from a versioned template. */
export const PromptStructured = defineEvent({
  type: 'prompt.prompt_structured.v1',
  summary: 'Every shot has its prompts, written by a versioned template.',
  owner: 'prompt-structuring-service',
  subject: 'promptId',
  data: z.object({
    ...prompted,
    structuredPrompt: StructuredPrompt,
    templateUsed: z.object({ name: z.string(), version: z.number().int().min(1) }),
    degradedReasons: z.array(z.string()).default([]),
  }),
});

/** Emitted by prompt-validation-service when the prompts are scored and repaired. */
export const PromptValidated = defineEvent({
  type: 'prompt.prompt_validated.v1',
  summary: 'The prompts are scored by the written rubric, and repaired where they could be.',
  owner: 'prompt-validation-service',
  subject: 'promptId',
  data: z.object({
    ...prompted,
    structuredPrompt: StructuredPrompt,
    validationResult: z.object({
      valid: z.boolean(),
      problems: z.array(
        z.object({
          shotIndex: z.number().int().min(0),
          code: z.string(),
          message: z.string(),
          severity: z.enum(['error', 'warning']),
          repaired: z.boolean(),
        }),
      ),
    }),
    qualityScore: z.number().min(0).max(1),
    degradedReasons: z.array(z.string()).default([]),
  }),
});

/** Emitted by prompt-enhancement-service when the prompts carry technique, continuity and each provider's wording. */
export const PromptEnhanced = defineEvent({
  type: 'prompt.prompt_enhanced.v1',
  summary: "The prompts carry technique, continuity and each provider's wording: generation may begin.",
  owner: 'prompt-enhancement-service',
  subject: 'promptId',
  data: z.object({
    ...prompted,
    enhancedPrompt: StructuredPrompt,
    /** What was added, in words: `lens`, `continuity`, … */
    optimizationApplied: z.array(z.string()),
    qualityScore: z.number().min(0).max(1),
    degradedReasons: z.array(z.string()).default([]),
  }),
});
