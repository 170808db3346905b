import { rm } from 'node:fs/promises';
import type { Shot } from '@polyreel/contracts';
import { encodeFrames, type Finish, finishOf, FRAMES_IN_FLIGHT } from '@polyreel/media';
import PQueue from 'p-queue';
import { castOf } from './figures/cast.js';
import { checkLook, type Look } from './look.js';
import { paintFrames } from './render/paint-frames.js';
import { type Commission, commissionOf } from './render/commission.js';
import { SHOTS_AT_ONCE } from './render/painters.js';

export interface RenderRun {
  /** Finishes the take for its place in the film: graded for the shot's mood and encoded at the look's quality. */
  finish?: boolean;
  /** Stops the painting and the encoding; the promise rejects with the signal's reason and no file stays. */
  signal?: AbortSignal;
  /** Share of the shot that is done, 0 to 1. */
  onProgress?: (share: number) => void;
}

/** What was made, and what of the shot it shows. */
export interface Take {
  frames: number;
  durationSeconds: number;
  /** Ids of the entities that the picture shows. */
  drawn: string[];
  /** Entities that no illustration shows. */
  undrawn: { id: string; label: string }[];
  /** A storyboard artist's pre-visualisation, never footage. */
  previsualisation: true;
  finish?: Finish;
}

/** Two shots at a time keep all cores busy while one is being set up; more only cost memory. */
const stage = new PQueue({ concurrency: SHOTS_AT_ONCE });

async function film(
  commission: Commission,
  outputPath: string,
  shown: Pick<Take, 'drawn' | 'undrawn'>,
  { finish, signal, onProgress }: RenderRun,
): Promise<Take> {
  const { shot, look } = commission;
  const frames = Math.max(1, Math.round(shot.durationSeconds * look.framesPerSecond));
  const finishing = finish ? { mood: shot.mood.label, quality: look.quality, transition: shot.transition, frames } : undefined;
  async function* counted() {
    let done = 0;
    for await (const frame of paintFrames(commission, frames, FRAMES_IN_FLIGHT, signal)) {
      yield frame;
      done += 1;
      if (done % 8 === 0 || done === frames) onProgress?.(done / frames);
    }
  }
  try {
    await encodeFrames(counted(), look, outputPath, { signal, finishing });
  } catch (error) {
    await rm(outputPath, { force: true });
    signal?.throwIfAborted();
    throw error;
  }
  return {
    frames,
    durationSeconds: frames / look.framesPerSecond,
    ...shown,
    previsualisation: true,
    finish: finishing && finishOf(finishing, look.framesPerSecond),
  };
}

/** Waits for its turn; a shot that was cancelled meanwhile is not begun. The queue itself is not told, so that no promise ends before its clearing up. */
const inTurn = (work: () => Promise<Take>, signal?: AbortSignal) =>
  stage.add(() => {
    signal?.throwIfAborted();
    return work();
  }) as Promise<Take>;

/** Films a shot as an animatic: a silent H.264 (yuv420p) MP4 of exactly round(duration × frame rate) frames. */
export async function renderShot(shot: Shot, look: Look, outputPath: string, run: RenderRun = {}): Promise<Take> {
  checkLook(look);
  run.signal?.throwIfAborted();
  const commission = commissionOf('shot', shot, look);
  const { drawn, undrawn } = castOf(shot, (emoji) => emoji in commission.illustrations);
  return inTurn(() => film(commission, outputPath, { drawn, undrawn }, run), run.signal);
}

/** Films a card with the shot's own words, for a shot that no engine could make. Nothing of it counts as drawn. */
export async function drawPlaceholder(shot: Shot, look: Look, outputPath: string, run: RenderRun = {}): Promise<Take> {
  checkLook(look);
  run.signal?.throwIfAborted();
  const undrawn = shot.entities.map(({ id, label }) => ({ id, label }));
  return inTurn(() => film(commissionOf('card', shot, look), outputPath, { drawn: [], undrawn }, run), run.signal);
}
