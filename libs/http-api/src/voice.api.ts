/** The voice part of the public API: a recording becomes words, and words become a film. */
import { GenerationOptions, PreparationStep, SpokenWord } from '@polyreel/contracts';
import { z } from 'zod';
import { KnownLanguage } from './generation.api.js';

const confidence = z.number().min(0).max(1);

const language = KnownLanguage.optional().describe('BCP 47 code of the spoken language. Left out, it is heard.');
const uploadId = z
  .uuid()
  .optional()
  .describe(
    'A recording that was uploaded before, by /voice/upload or /media/upload; it serves any number of requests within its day. Left out, the recording is part of this request.',
  );

export const ProcessVoiceRequest = z.strictObject({ uploadId, language }).describe('A recording to be written down.');
export type ProcessVoiceRequest = z.infer<typeof ProcessVoiceRequest>;

export const GenerateFromVoiceRequest = z
  .strictObject({
    uploadId,
    language,
    narrate: z
      .boolean()
      .default(false)
      .describe('Hear the speaker in the film: shots follow the sentences, captions the words, and the film lasts as long as the speech.'),
    ...GenerationOptions.shape,
  })
  .describe('A recording to be filmed.');
export type GenerateFromVoiceRequest = z.infer<typeof GenerateFromVoiceRequest>;

/** What a recording is, by its content. */
export const RecordingFacts = z.object({
  format: z.enum(['wav', 'mp3', 'm4a', 'ogg', 'webm', 'flac']),
  codec: z.string(),
  contentType: z.string(),
  bytes: z.number().int(),
  durationSeconds: z.number(),
  sampleRate: z.number().int(),
  channels: z.number().int(),
});
export type RecordingFacts = z.infer<typeof RecordingFacts>;

export const UploadedRecording = z.object({ uploadId: z.uuid(), ...RecordingFacts.shape });

export const VoiceStatus = z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled']);
export type VoiceStatus = z.infer<typeof VoiceStatus>;

export const VoicePhase = z.enum(['accepted', 'preparing', 'listening', 'done']);
export type VoicePhase = z.infer<typeof VoicePhase>;

export const AcceptedVoice = z.object({
  voiceId: z.uuid(),
  status: VoiceStatus,
  generationId: z.uuid().nullable().describe('The film that will be made of it, where one was asked for.'),
  recording: RecordingFacts,
});
export type AcceptedVoice = z.infer<typeof AcceptedVoice>;

export const VoiceView = z.object({
  voiceId: z.uuid(),
  status: VoiceStatus,
  phase: VoicePhase,
  progress: z.number().int(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  recording: RecordingFacts,
  /** What was done to it; null until then. */
  preparation: z.object({ durationSeconds: z.number(), steps: z.array(PreparationStep) }).nullable(),
  transcript: z.object({ text: z.string(), words: z.array(SpokenWord), confidence, engine: z.string() }).nullable(),
  language: z
    .object({
      code: z.string(),
      confidence,
      /** Everyone who had a word on it: the caller, the ear, the engine, the text. */
      opinions: z.array(z.object({ by: z.string(), code: z.string(), confidence })),
      agreed: z.boolean(),
    })
    .nullable(),
  generationId: z.uuid().nullable(),
  narrate: z.boolean(),
  costUsd: z.number().describe('What engines were paid to understand it; 0 where none bills anything. Its film has costs of its own.'),
  timeline: z.array(z.object({ at: z.string(), phase: VoicePhase, progress: z.number().int(), message: z.string() })),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
export type VoiceView = z.infer<typeof VoiceView>;

export const VoiceSummary = VoiceView.pick({
  voiceId: true,
  status: true,
  phase: true,
  progress: true,
  createdAt: true,
  finishedAt: true,
  generationId: true,
});

export const ListVoicesQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});
export const VoicePage = z.object({ voices: z.array(VoiceSummary), nextCursor: z.string().nullable() });
