import { pictureSize } from '@polyreel/contracts';
import { type Call, type FilmRequest, modelCards, type VideoProvider } from '@polyreel/providers';
import { Injectable } from '@nestjs/common';
import { join } from 'node:path';

/** The embedded animator: moves the drawn shot as its camera, weather and verbs say. A pre-visualisation, and it says so. */
@Injectable()
export class AnimaticVideo implements VideoProvider {
  readonly card = modelCards.find(({ id }) => id === 'animatic/animatic-1')!;

  async film({ prompt: { shot }, parameters, finish }: FilmRequest, { directory, signal, progress }: Call) {
    const { aspectRatio, resolution, framesPerSecond, seed, style, quality } = parameters;
    const path = join(directory, 'take.mp4');
    const look = { ...pictureSize(aspectRatio, resolution), framesPerSecond, seed: seed + shot.index, style, quality };
    // Loaded with the first shot: the canvas is the largest thing in the whole mesh, and a mesh at rest draws nothing.
    const { renderShot } = await import('@polyreel/animatic');
    const { drawn, undrawn, ...take } = await renderShot(shot, look, path, { finish, signal, onProgress: progress });
    const wanted = drawn.length + undrawn.length;
    return {
      path,
      contentType: 'video/mp4',
      qualityScore: wanted === 0 ? 1 : drawn.length / wanted,
      costUsd: 0,
      durationSeconds: take.durationSeconds,
      finish: take.finish,
      degradedReasons: undrawn.map(({ label }) => `shot ${shot.index + 1}: the animatic has no picture of “${label}”`),
    };
  }
}
