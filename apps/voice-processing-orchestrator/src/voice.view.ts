import type { VoiceSummary, VoiceView } from '@polyreel/http-api';
import type { z } from 'zod';
import type { VoiceReading } from './voice.entity.js';
import { VoiceState } from './voice.state.js';

/** A recording as the API tells it. */
export function viewOf(row: VoiceReading): VoiceView {
  const state = VoiceState.parse(row.state);
  const { preparation, transcript } = state;
  return {
    ...summaryOf(row),
    recording: state.recording,
    preparation: preparation ? { durationSeconds: preparation.durationSeconds, steps: preparation.steps } : null,
    transcript: transcript
      ? { text: transcript.text, words: transcript.words, confidence: transcript.confidence, engine: transcript.engine }
      : null,
    language: state.language ?? null,
    narrate: state.generation?.narrate ?? false,
    costUsd: state.costUsd,
    timeline: state.timeline,
    error: state.error ?? null,
  };
}

export function summaryOf(row: VoiceReading): z.infer<typeof VoiceSummary> {
  const { phase, progress, generation } = VoiceState.parse(row.state);
  return {
    voiceId: row.id,
    status: row.status,
    phase,
    progress,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    generationId: generation?.generationId ?? null,
  };
}
