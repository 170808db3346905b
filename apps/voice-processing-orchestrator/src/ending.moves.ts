import { VoiceProcessingCancelled, VoiceProcessingCompleted, VoiceProcessingFailed } from '@polyreel/contracts';
import type { Narration } from '@polyreel/contracts';
import type { Move, RunView } from '@polyreel/workflow';
import type { VoiceState, VoiceStep } from './voice.state.js';

export type Run = RunView<VoiceState, VoiceStep>;
export type Next = Move<VoiceState, VoiceStep>;

/** Adds a line to what the owner reads of a run. */
export const noted = (state: VoiceState, message: string): VoiceState => ({
  ...state,
  timeline: [...state.timeline, { at: new Date().toISOString(), phase: state.phase, progress: state.progress, message }],
});

/** The recording is understood. */
export function complete(run: Run, state: VoiceState, narration?: Narration): Next {
  const { userId, tier, generation, transcript, language, costUsd } = state;
  const completed = VoiceProcessingCompleted({
    voiceId: run.id,
    userId,
    tier,
    finalText: transcript!.text.trim(),
    language: language!.code,
    confidenceScore: transcript!.confidence,
    // The row was begun by the database's clock, and ours may be behind it.
    totalProcessingTimeMs: Math.max(0, Date.now() - run.startedAt.getTime()),
    costUsd,
    generation,
    narration,
  });
  const done = { ...state, phase: 'done', progress: 100 } as const;
  return {
    state: noted(done, generation ? 'It is understood, and its film begins.' : 'It is understood.'),
    to: 'completed',
    emit: [completed],
  };
}

/** The recording cannot be used. */
export function fail(run: Run, code: string, message: string, state = run.state): Next {
  const failed = VoiceProcessingFailed({
    voiceId: run.id,
    userId: state.userId,
    errorCode: code,
    message,
    failedAt: new Date().toISOString(),
    generation: state.generation,
  });
  return { state: { ...noted(state, message), error: { code, message } }, to: 'failed', emit: [failed] };
}

/** The caller has had enough. */
export function cancel(run: Run): Next {
  const { userId, generation } = run.state;
  const cancelled = VoiceProcessingCancelled({ voiceId: run.id, userId, cancelledAt: new Date().toISOString(), generation });
  return { state: noted(run.state, 'Cancelled by the caller.'), to: 'cancelled', emit: [cancelled] };
}
