import {
  AudioPreprocessed,
  type DataOf,
  SpeechTranscribed,
  VoiceLanguageDetected,
  VoiceProcessingCancelled,
  VoiceProcessingCompleted,
  VoiceProcessingFailed,
  VoiceProcessingStarted,
} from '@polyreel/contracts';
import { VoicePhase } from '@polyreel/http-api';
import type { Received } from '@polyreel/messaging';
import { z } from 'zod';

/** What a watcher of a recording is told. */
export const VoiceUpdate = z.object({
  voiceId: z.string(),
  status: z.enum(['processing', 'completed', 'failed', 'cancelled']),
  /** Absent where this alone does not move it. */
  progress: z.number().optional(),
  phase: VoicePhase.optional(),
  message: z.string(),
  /** The code of a failure. */
  code: z.string().optional(),
  /** The film that is made of it: where to watch on. */
  generationId: z.string().optional(),
  at: z.string(),
});
export type VoiceUpdate = z.infer<typeof VoiceUpdate>;

/** The events of a recording that its watchers hear of. */
export const WATCHED_OF_VOICES = [
  VoiceProcessingStarted,
  AudioPreprocessed,
  VoiceLanguageDetected,
  SpeechTranscribed,
  VoiceProcessingCompleted,
  VoiceProcessingFailed,
  VoiceProcessingCancelled,
] as const;
type Heard = DataOf<(typeof WATCHED_OF_VOICES)[number]>;

/** As far as the bar is by what the voice-processing-orchestrator says once this is known; the two that listen side by side move it by what is sure. */
const PROGRESS = { accepted: 5, prepared: 30, writtenDown: 80, done: 100 } as const;

const seconds = (count: number) => `${count.toFixed(1)} s`;
const percent = (share: number) => `${Math.round(share * 100)} %`;

/** Says an event of a recording in the words of the live feed. What was said in it is not told here: its owner asks for it. */
export function voiceUpdateOf(heard: Heard, { time: at }: Pick<Received, 'time'>): VoiceUpdate {
  const { voiceId } = heard;
  const going = { voiceId, status: 'processing', at } as const;
  if ('audioFile' in heard) return { ...going, phase: 'preparing', progress: PROGRESS.accepted, message: 'The recording is accepted.' };
  if ('soundtrack' in heard) {
    const message = `${seconds(heard.original.durationSeconds)} became ${seconds(heard.durationSeconds)} to listen to.`;
    return { ...going, phase: 'listening', progress: PROGRESS.prepared, message };
  }
  if ('detectedLanguage' in heard) {
    const known = heard.detectedLanguage !== 'und';
    const message = known ? `The language is ${heard.detectedLanguage}, by ${heard.engine}.` : 'The language cannot be told by listening.';
    return { ...going, phase: 'listening', message };
  }
  if ('transcribedText' in heard) {
    const message = `${heard.engine} wrote it down (${percent(heard.confidenceScore)}).`;
    return { ...going, phase: 'listening', progress: PROGRESS.writtenDown, message };
  }
  if ('finalText' in heard) {
    const generationId = heard.generation?.generationId;
    const message = generationId ? 'The recording is understood; its film begins.' : 'The recording is understood.';
    return { voiceId, status: 'completed', phase: 'done', progress: PROGRESS.done, message, ...(generationId && { generationId }), at };
  }
  if ('failedAt' in heard) return { voiceId, status: 'failed', phase: 'done', message: heard.message, code: heard.errorCode, at };
  return { voiceId, status: 'cancelled', phase: 'done', message: 'The work on the recording was cancelled.', at };
}
