/** The generations part of the public API, as zod: one definition checks the request, types the client and writes the OpenAPI document. */
import { AspectRatio, GenerationOptions, LanguageTag, MAX_PROMPT_LENGTH } from '@polyreel/contracts';
import { z } from 'zod';
import { FeedbackView } from './feedback.api.js';

/** Code points, not UTF-16 units: an emoji counts once. */
const promptLength = (text: string) => [...text].length;

const LONE_SURROGATE = /\p{Surrogate}/u;

const Prompt = z
  .string()
  .refine((text) => text.trim().length > 0, {
    message: 'The prompt is empty: say what the film should show.',
    params: { code: 'prompt_empty' },
  })
  .refine((text) => promptLength(text) <= MAX_PROMPT_LENGTH, {
    message: `The prompt is longer than ${MAX_PROMPT_LENGTH} characters.`,
    params: { code: 'prompt_too_long' },
  })
  .refine((text) => !LONE_SURROGATE.test(text) && !text.includes('\uFFFD'), {
    message: 'The prompt is not valid Unicode: send it as UTF-8.',
    params: { code: 'prompt_not_utf8' },
  })
  .refine((text) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text), {
    message: 'The prompt has no words, digits or emoji in it: say what the film should show.',
    params: { code: 'prompt_empty' },
  });

/** Whether the Unicode CLDR that ships with Node has a name for it. What is no tag at all makes it throw. */
function isNamed(tag: string): boolean {
  try {
    return new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(tag) !== undefined;
  } catch {
    return false;
  }
}

/** A tag that names a real language: well formed, and known. */
export const KnownLanguage = LanguageTag.refine(isNamed, {
  message: 'This language code is unknown. Use BCP 47: es, zh-Hant, sr-Latn.',
  params: { code: 'language_unknown' },
});

export const CreateGenerationRequest = z
  .strictObject({
    prompt: Prompt.describe('What the film should show, 1 to 5,000 characters in any language.'),
    language: KnownLanguage.optional().describe("BCP 47 code of the prompt's language. Left out, it is detected."),
    ...GenerationOptions.shape,
    durationSeconds: z
      .number()
      .min(1, { error: 'A film lasts at least 1 second.' })
      .max(60, { error: 'A film lasts at most 60 seconds.' })
      .optional()
      .describe('Length of the film in seconds, 1 to 60. Left out, it follows from the text.'),
    aspectRatio: AspectRatio.default('16:9'),
    dryRun: z.boolean().default(false).describe('Answer the plan and the price; make nothing.'),
  })
  .describe('A film to be made.');
export type CreateGenerationRequest = z.infer<typeof CreateGenerationRequest>;

export const GenerationStatus = z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled']);
export type GenerationStatus = z.infer<typeof GenerationStatus>;

export const AcceptedGeneration = z.object({
  generationId: z.uuid(),
  status: GenerationStatus,
  estimatedTimeSeconds: z.number(),
  estimatedCostUsd: z.number(),
  estimatedCredits: z.number().int().describe('Set aside now; it will not cost more.'),
  queuePosition: z.number().int(),
});

export const GenerationPlan = z.object({
  dryRun: z.literal(true),
  language: z.object({ code: z.string(), confidence: z.number() }),
  sentences: z.number().int(),
  estimatedShots: z.number().int(),
  durationSeconds: z.number(),
  providers: z.object({ image: z.string(), video: z.string() }),
  estimatedTimeSeconds: z.number(),
  estimatedCostUsd: z.number(),
  estimatedCredits: z.number().int(),
});

/** A file of a finished generation. */
export const GenerationFile = z.object({
  fileId: z.uuid(),
  kind: z.enum(['video', 'preview', 'poster', 'contact_sheet', 'captions_vtt', 'captions_srt', 'image']),
  contentType: z.string(),
  bytes: z.number().int(),
  downloadUrl: z.string(),
  streamUrl: z.string(),
});
export type GenerationFile = z.infer<typeof GenerationFile>;

export const GenerationView = z.object({
  generationId: z.uuid(),
  status: GenerationStatus,
  phase: z.string(),
  progress: z.number().int(),
  prompt: z.string(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  /** What each stage found so far: language, translation, analysis. */
  findings: z.record(z.string(), z.unknown()),
  shots: z.array(z.record(z.string(), z.unknown())),
  timeline: z.array(z.object({ at: z.string(), phase: z.string(), progress: z.number(), message: z.string() })),
  files: z.array(GenerationFile),
  options: z.record(z.string(), z.unknown()),
  degraded: z.boolean(),
  degradedReasons: z.array(z.string()),
  quality: z.record(z.string(), z.unknown()).nullable(),
  costUsd: z.number().describe('What providers billed.'),
  estimatedCredits: z.number().int().nullable(),
  costCredits: z.number().int().nullable().describe('What it cost you; null until it is finished.'),
  voiceId: z.uuid().nullable().describe('The recording that it was said in.'),
  retryOf: z.uuid().nullable().describe('The generation that this one tries again.'),
  feedback: FeedbackView.nullable(),
  error: z.object({ code: z.string(), message: z.string(), phase: z.string() }).nullable(),
});
export type GenerationView = z.infer<typeof GenerationView>;

export const GenerationSummary = GenerationView.pick({
  generationId: true,
  status: true,
  phase: true,
  progress: true,
  prompt: true,
  createdAt: true,
  finishedAt: true,
  degraded: true,
});

export const ListGenerationsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
  status: GenerationStatus.optional(),
  q: z.string().trim().min(1).max(200).optional().describe('Words to look for in the prompt.'),
});
export type ListGenerationsQuery = z.infer<typeof ListGenerationsQuery>;

export const GenerationPage = z.object({ generations: z.array(GenerationSummary), nextCursor: z.string().nullable() });
