import {
  type DataOf,
  type Emitted,
  GenerationStarted,
  type ImageGenerationCompleted,
  type ImageGenerationFailed,
  ImageGenerationStarted,
  PostProcessingRequested,
  type PromptEnhanced,
  type RenderParameters,
  type Shot,
  type VideoGenerationCompleted,
  type VideoGenerationFailed,
  VideoGenerationStarted,
} from '@polyreel/contracts';
import { fitToOptions } from '@polyreel/film-grammar';
import { fail, type Next, type Run } from './ending.moves.js';
import type { GenerationState, ShotProgress } from './generation.state.js';
import { advance } from './progress.bar.js';

/** The prompts stand: every shot goes to be drawn, all at once. */
export function promptEnhanced(run: Run, { promptId, enhancedPrompt, degradedReasons }: DataOf<typeof PromptEnhanced>): Next {
  const { userId } = run.state;
  const shots = enhancedPrompt.shots.map((prompt): ShotProgress => ({ prompt: fitToOptions(prompt, run.state.options), images: [] }));
  const known = {
    ...run.state,
    shots,
    sourceLanguage: enhancedPrompt.sourceLanguage,
    degradedReasons: [...new Set([...run.state.degradedReasons, ...degradedReasons])],
  };
  const { state, told } = advance(run.id, known, 'drawing', `${shots.length} shot(s) go to the storyboard artist.`);
  const started = GenerationStarted({
    generationId: run.id,
    userId,
    promptId,
    shotCount: shots.length,
    startedAt: new Date().toISOString(),
  });
  const drawings = shots.map(({ prompt }) =>
    ImageGenerationStarted({
      generationId: run.id,
      shotIndex: prompt.shotIndex,
      imagePrompt: prompt,
      generationParams: renderParameters(state, 'image'),
    }),
  );
  return { state, to: 'rendering', emit: [started, told, ...drawings] };
}

/** A still stands: its shot is filmed at once, whatever the others do. */
export function imageCompleted(run: Run, data: DataOf<typeof ImageGenerationCompleted>): Next | undefined {
  const done = { images: data.images, imageBy: `${data.provider} ${data.model}` };
  return film(run, data.shotIndex, done, `Shot ${data.shotIndex + 1} is drawn.`, data.costUsd, data.degradedReasons);
}

/** Without a still the shot may yet be filmed from its words. */
export function imageFailed(
  run: Run,
  { shotIndex, message }: Pick<DataOf<typeof ImageGenerationFailed>, 'shotIndex' | 'message'>,
): Next | undefined {
  const reason = `Shot ${shotIndex + 1} could not be drawn: ${message}`;
  return film(run, shotIndex, {}, reason, 0, [reason]);
}

function film(
  run: Run,
  index: number,
  change: Partial<ShotProgress>,
  message: string,
  costUsd: number,
  reasons: string[],
): Next | undefined {
  const shot = run.state.shots[index];
  if (!shot || shot.images.length > 0 || shot.video || shot.failed) return undefined;
  const { state, told } = advance(run.id, withShot(run.state, index, change, costUsd, reasons), 'filming', message);
  const { prompt, images } = state.shots[index]!;
  const filming = VideoGenerationStarted({
    generationId: run.id,
    shotIndex: index,
    videoPrompt: prompt,
    images,
    generationParams: renderParameters(state, 'video'),
    // The mark of the free tier and burnt-in captions run across the cuts: they are drawn over the whole film.
    finish: state.tier !== 'free' && !state.options.captions.burnIn,
  });
  return { state, emit: [told, filming] };
}

export function videoCompleted(run: Run, data: DataOf<typeof VideoGenerationCompleted>): Next | undefined {
  const done = { video: data.video, finish: data.finish, videoBy: `${data.provider} ${data.model}` };
  return shotEnded(run, data.shotIndex, done, `Shot ${data.shotIndex + 1} is filmed.`, data.costUsd, data.degradedReasons);
}

/** A shot that nobody could film becomes a placeholder in the cut, and the film says so. */
export function videoFailed(
  run: Run,
  { shotIndex, message }: Pick<DataOf<typeof VideoGenerationFailed>, 'shotIndex' | 'message'>,
): Next | undefined {
  const reason = `Shot ${shotIndex + 1} could not be filmed: ${message}`;
  return shotEnded(run, shotIndex, { failed: message }, reason, 0, [reason]);
}

function shotEnded(
  run: Run,
  index: number,
  change: Partial<ShotProgress>,
  message: string,
  costUsd: number,
  reasons: string[],
): Next | undefined {
  const shot = run.state.shots[index];
  if (!shot || shot.video || shot.failed) return undefined;
  const state = withShot(run.state, index, change, costUsd, reasons);
  if (state.shots.some(({ video, failed }) => !video && !failed)) {
    const moved = advance(run.id, state, 'filming', message);
    return { state: moved.state, emit: [moved.told] };
  }
  return assemble(run, state, message);
}

/** All shots are in, or never will be. */
export function renderingOverdue(run: Run): Next {
  const shots = run.state.shots.map((shot) => (shot.video ? shot : { ...shot, failed: shot.failed ?? 'it took too long' }));
  const late = shots
    .filter(({ failed }) => failed === 'it took too long')
    .map(({ prompt }) => `Shot ${prompt.shotIndex + 1} took too long and was left out.`);
  return assemble(run, { ...run.state, shots, degradedReasons: [...run.state.degradedReasons, ...late] }, late.join(' '));
}

/** Cuts what there is, or ends the run where there is nothing at all to cut. */
export function assemble(run: Run, rendered: GenerationState, message: string): Next {
  if (rendered.shots.every(({ video }) => !video))
    return fail({ ...run, state: rendered }, 'no_shot_rendered', `Not one shot could be rendered. ${message}`);
  const cut = rendered.cut + 1;
  const { state, told } = advance(run.id, { ...rendered, cut }, 'assembling', `${message} The film is cut.`.trim());
  const { tier, options, sourceLanguage, narration } = state;
  const shots = state.shots.map(({ prompt, video, finish, images }) => ({ shot: prompt.shot, video, finish, images }));
  const requested = PostProcessingRequested({
    generationId: run.id,
    tier,
    attempt: cut,
    shots,
    mood: state.mood ?? moodOf(shots.map(({ shot }) => shot)),
    sourceLanguage,
    options,
    narration,
  });
  return { state, to: 'assembling', emit: [told, requested] as Emitted[] };
}

function withShot(
  state: GenerationState,
  index: number,
  change: Partial<ShotProgress>,
  costUsd: number,
  reasons: readonly string[],
): GenerationState {
  const shots = state.shots.map((shot, at) => (at === index ? { ...shot, ...change } : shot));
  return { ...state, shots, costUsd: state.costUsd + costUsd, degradedReasons: [...new Set([...state.degradedReasons, ...reasons])] };
}

function renderParameters({ options }: GenerationState, kind: 'image' | 'video'): RenderParameters {
  const { aspectRatio, resolution, quality, framesPerSecond, seed, style, providers } = options;
  return { aspectRatio, resolution, quality, framesPerSecond, seed, style, provider: providers[kind] };
}

/** Stands in for the analysis' own mood when its event has not come: the mood that most of the film has. */
const moodOf = (shots: readonly Shot[]) => [...shots].sort((a, b) => b.durationSeconds - a.durationSeconds)[0]!.mood;
