import type { DataOf, PostProcessingCompleted, QualityCheckCompleted } from '@polyreel/contracts';
import { complete, type Next, type Run } from './ending.moves.js';
import { advance } from './progress.bar.js';
import { assemble } from './rendering.moves.js';

/** A film that fails its check is cut once more, then completes as degraded. */
const MAX_CUTS = 2;

export function filmCut(run: Run, { file, renditions, degradedReasons }: DataOf<typeof PostProcessingCompleted>): Next {
  const { thumbnail, contactSheet, captions, preview } = renditions;
  const images = run.state.shots.flatMap((shot) => shot.images);
  const known = {
    ...run.state,
    film: { video: file, thumbnail, contactSheet, captions, images },
    preview,
    degradedReasons: [...new Set([...run.state.degradedReasons, ...degradedReasons])],
  };
  const { state, told } = advance(run.id, known, 'checking', 'The film is cut and goes to quality assurance.');
  return { state, to: 'checking', emit: [told] };
}

export function filmChecked(run: Run, { qualityScore, qualityMetrics, passed, problems }: DataOf<typeof QualityCheckCompleted>): Next {
  const state = { ...run.state, quality: { qualityScore, qualityMetrics, passed, problems } };
  if (passed) return complete(run, state);
  const found = problems.map(({ message }) => message).join('; ');
  if (state.cut < MAX_CUTS) return assemble(run, state, `Quality assurance found: ${found}.`);
  return complete(run, { ...state, degradedReasons: [...state.degradedReasons, ...problems.map(({ message }) => message)] });
}

/** Nobody could measure the film: it is given as it is, and says so. */
export const checkMissing = (run: Run, why: string): Next =>
  complete(run, { ...run.state, degradedReasons: [...run.state.degradedReasons, `The quality check is missing: ${why}`] });
