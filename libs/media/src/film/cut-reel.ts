import { allOrNone } from '../all-or-none.js';
import { runFfmpeg } from '../ffmpeg.js';
import { cellsFilter, type Sheet } from './contact-sheet.js';
import { exact, h264, REELS_AT_ONCE } from './encoding.js';
import type { FilmOptions, Picture } from './film.types.js';
import { overlays } from './overlays.js';
import { encodedStretches, nameOf, type Piece, piecesOf } from './pieces.js';
import { LOOK, PosterJury } from './poster-jury.js';
import { reelGraph, reelInputs } from './reel-graph.js';
import type { Reel } from './reel.js';

/** A reel as files of the film's folder, by plain name, and what each of its poster candidates is worth. */
export interface CutReel {
  film: Piece[];
  preview: Piece;
  cells: string;
  scores: number[];
}

export interface CuttingPlan {
  options: FilmOptions;
  sheet: Sheet;
  /** Every so many frames of the film one is looked at for the poster. */
  step: number;
}

/** Cuts all reels of a film, a few at a time. */
export function cutReels(reels: readonly Reel[], plan: CuttingPlan, signal: AbortSignal): Promise<CutReel[]> {
  const done = reels.map(() => 0);
  const total = reels.reduce((sum, { frames }) => sum + frames, 0);
  const reached = (index: number) => (frame: number) => {
    done[index] = frame;
    plan.options.onProgress?.(done.reduce((sum, frames) => sum + frames, 0) / total);
  };
  return allOrNone(
    reels.map((reel, index) => (stop) => cutReel(reel, plan, reached(index), stop)),
    { signal, atOnce: REELS_AT_ONCE },
  );
}

/** Makes one stretch of the film: decoded, graded and joined to its neighbour once, in one filter graph that feeds every output. */
async function cutReel(
  reel: Reel,
  { options, sheet, step }: CuttingPlan,
  onFrame: (frame: number) => void,
  signal: AbortSignal,
): Promise<CutReel> {
  const { folder, quality, framesPerSecond } = options;
  const jury = new PosterJury();
  const [preview, cells] = [`preview-${reel.index}.mp4`, `cells-${reel.index}.rgb`];
  const stretches = encodedStretches(reel);
  const graph = [
    ...reelGraph(reel, options),
    `[reel]${[...overlays(options, reel.start / framesPerSecond), `split=${3 + stretches.length}[small][sheet][look]${stretches.map((_, i) => `[all${i}]`).join('')}`].join(',')}`,
    ...stretches.map(({ from, to }, i) => `[all${i}]trim=start_frame=${from}:end_frame=${to},setpts=PTS-STARTPTS[film${i}]`),
    `[small]${previewScale(options)}[preview]`,
    `[sheet]${cellsFilter(sheet, reel.start, framesPerSecond)}[cells]`,
    `[look]select='not(mod(n+${reel.start},${step}))',scale=${LOOK.width}:${LOOK.height}:flags=area,format=rgb24[candidates]`,
  ];
  await runFfmpeg(
    [
      ...['-v', 'error', ...reelInputs(reel, options), '-filter_complex', graph.join(';')],
      // First, as progress is told of the first.
      ...['-map', '[preview]', ...h264('preview', framesPerSecond), ...exact, preview],
      ...stretches.flatMap((stretch, i) => ['-map', `[film${i}]`, ...h264(quality, framesPerSecond), ...exact, nameOf(reel, stretch)]),
      ...['-map', '[cells]', '-f', 'rawvideo', '-vsync', 'passthrough', cells],
      ...['-map', '[candidates]', '-f', 'rawvideo', '-vsync', 'passthrough', 'pipe:1'],
    ],
    { signal, cwd: folder, onOutput: (chunk) => jury.take(chunk), onProgress: ({ frame }) => onFrame(Math.min(frame, reel.frames)) },
  );
  const { frames } = reel;
  return { film: piecesOf(reel), preview: { file: preview, start: 0, frames, skipped: 0, lead: 0 }, cells, scores: jury.scores };
}

/** The preview's short side is 360 pixels, or half the film's where that is smaller. */
function previewScale({ width, height }: Picture): string {
  const short = Math.min(360, Math.floor(Math.min(width, height) / 2));
  return `${width >= height ? `scale=-2:${short & ~1}` : `scale=${short & ~1}:-2`}:flags=fast_bilinear`;
}
