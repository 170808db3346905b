import { type Emitted, type GenerationPhase, GenerationProgressed } from '@polyreel/contracts';
import type { GenerationState } from './generation.state.js';

/** Where each phase begins on the bar. Drawing and filming share theirs: a shot is filmed as soon as its still stands. */
const BEGINS: Record<GenerationPhase, number> = {
  accepted: 1,
  detecting_language: 3,
  translating: 6,
  preprocessing: 9,
  analysing: 12,
  prompting: 20,
  drawing: 25,
  filming: 25,
  assembling: 85,
  checking: 96,
  done: 100,
};

/** Of the stretch between prompts and assembly, stills take this much and moving pictures the rest. */
const STILLS_SHARE = 0.25;

/** How far the shots are, 0 to 1. */
export function shotsDone({ shots }: GenerationState): number {
  if (shots.length === 0) return 0;
  const stills = shots.filter(({ images, video, failed }) => images.length > 0 || video || failed).length;
  const moving = shots.filter(({ video, failed }) => video || failed).length;
  return (STILLS_SHARE * stills + (1 - STILLS_SHARE) * moving) / shots.length;
}

/** Moves a run's bar on, never back, and tells it. */
export function advance(
  id: string,
  state: GenerationState,
  phase: GenerationPhase,
  message: string,
): { state: GenerationState; told: Emitted } {
  const within = phase === 'drawing' || phase === 'filming' ? shotsDone(state) * (BEGINS.assembling - BEGINS.drawing) : 0;
  const progress = Math.max(state.progress, Math.round(BEGINS[phase] + within));
  const timeline = [...state.timeline, { at: new Date().toISOString(), phase, progress, message }];
  return {
    state: { ...state, phase, progress, timeline },
    told: GenerationProgressed({ generationId: id, userId: state.userId, progress, phase, message }),
  };
}
