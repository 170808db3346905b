import { GenerationCancelled, GenerationCompleted, GenerationFailed } from '@polyreel/contracts';
import type { Move, RunView } from '@polyreel/workflow';
import type { GenerationState, GenerationStep } from './generation.state.js';
import { creditsFor } from './film.prices.js';
import { advance } from './progress.bar.js';

export type Run = RunView<GenerationState, GenerationStep>;
export type Next = Move<GenerationState, GenerationStep>;

/** The film is there. What is not as it should be is said in `degradedReasons`. */
export function complete(run: Run, state: GenerationState): Next {
  const degraded = state.degradedReasons.length > 0;
  const costCredits = billOf(state);
  const { state: done, told } = advance(
    run.id,
    { ...state, costCredits },
    'done',
    degraded ? 'The film is finished, with flaws.' : 'The film is finished.',
  );
  const completed = GenerationCompleted({
    generationId: run.id,
    userId: state.userId,
    finalUrls: state.film!,
    // The row was begun by the database's clock, and ours may be behind it.
    totalProcessingTimeMs: Math.max(0, Date.now() - run.startedAt.getTime()),
    qualityScores: state.quality ? { overall: state.quality.qualityScore } : {},
    degraded,
    degradedReasons: state.degradedReasons,
    costUsd: state.costUsd,
    costCredits,
  });
  return { state: done, to: 'completed', emit: [told, completed] };
}

/** What the film costs its owner, which is never more than what it was said to. */
function billOf({ shots, costUsd, estimatedCredits = Infinity }: GenerationState): number {
  const seconds = shots.reduce((sum, { prompt }) => sum + prompt.shot.durationSeconds, 0);
  return Math.min(creditsFor(seconds, costUsd), estimatedCredits);
}

/** The run ends without a film. */
export function fail(run: Run, code: string, message: string): Next {
  const { state } = run;
  const failedAt = new Date().toISOString();
  const timeline = [...state.timeline, { at: failedAt, phase: state.phase, progress: state.progress, message }];
  const failed = GenerationFailed({ generationId: run.id, userId: state.userId, phase: state.phase, errorCode: code, message, failedAt });
  return { state: { ...state, timeline, error: { code, message, phase: state.phase } }, to: 'failed', emit: [failed] };
}

/** The caller has had enough. */
export function cancel(run: Run): Next {
  const { state } = run;
  const cancelledAt = new Date().toISOString();
  const timeline = [
    ...state.timeline,
    { at: cancelledAt, phase: state.phase, progress: state.progress, message: 'Cancelled by the caller.' },
  ];
  return {
    state: { ...state, timeline },
    to: 'cancelled',
    emit: [GenerationCancelled({ generationId: run.id, userId: state.userId, cancelledAt })],
  };
}
