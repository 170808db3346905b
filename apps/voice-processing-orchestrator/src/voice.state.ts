import { LanguageTag, PreparationStep, SpokenWord, StorageReference, Tier, VoiceGeneration } from '@polyreel/contracts';
import { RecordingFacts, VoicePhase } from '@polyreel/http-api';
import { z } from 'zod';
import { DecidedLanguage } from './spoken-language.model.js';

/** Where a run stands in its table. `settling`: the words are known, and whoever listens for the language has a little time left. */
export type VoiceStep = 'preparing' | 'listening' | 'settling' | 'completed' | 'failed' | 'cancelled';

/** Everything that is known of a recording. One row holds it. */
export const VoiceState = z.object({
  userId: z.string(),
  tier: Tier,
  phase: VoicePhase,
  progress: z.number().int(),
  timeline: z.array(z.object({ at: z.string(), phase: VoicePhase, progress: z.number().int(), message: z.string() })),
  recording: RecordingFacts,
  /** What the caller says is spoken. */
  languageHint: LanguageTag.optional(),
  /** The upload that it came of: it goes with the recording. */
  uploadId: z.uuid().optional(),
  /** The film that is wanted of it. */
  generation: VoiceGeneration.optional(),
  preparation: z.object({ durationSeconds: z.number(), steps: z.array(PreparationStep), soundtrack: StorageReference }).optional(),
  transcript: z
    .object({
      text: z.string(),
      words: z.array(SpokenWord),
      confidence: z.number(),
      engine: z.string(),
      language: LanguageTag,
      languageHeard: z.boolean(),
    })
    .optional(),
  /** Who listened for the language, and what they heard; or why nobody did. */
  ear: z.object({ code: LanguageTag, confidence: z.number(), engine: z.string() }).optional(),
  earMissing: z.string().optional(),
  language: DecidedLanguage.optional(),
  /** What engines were paid so far. */
  costUsd: z.number().default(0),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
});
export type VoiceState = z.infer<typeof VoiceState>;

/** What a caller wants of a recording. */
export type WantedOfVoice = Pick<VoiceState, 'languageHint' | 'generation' | 'uploadId'>;

/** The state of a run that has just been accepted. It goes to be prepared with the same commit. */
export function acceptedState(owner: Pick<VoiceState, 'userId' | 'tier'>, recording: RecordingFacts, wanted: WantedOfVoice): VoiceState {
  const at = new Date().toISOString();
  return {
    ...owner,
    ...wanted,
    phase: 'preparing',
    progress: 5,
    timeline: [
      {
        at,
        phase: 'accepted',
        progress: 1,
        message: `The recording is accepted: ${recording.format}, ${seconds(recording.durationSeconds)}.`,
      },
      { at, phase: 'preparing', progress: 5, message: 'It is prepared for listening.' },
    ],
    recording,
    costUsd: 0,
  };
}

export const seconds = (length: number) => `${length.toFixed(1)} s`;
