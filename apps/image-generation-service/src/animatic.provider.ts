import { pictureSize } from '@polyreel/contracts';
import { type Call, type ImageProvider, modelCards, type ShotRequest, type Take } from '@polyreel/providers';
import { Injectable } from '@nestjs/common';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The embedded storyboard artist: draws a shot's key frame from its facts, with no key and no network. */
@Injectable()
export class AnimaticImages implements ImageProvider {
  readonly card = modelCards.find(({ id }) => id === 'animatic/storyboard-1')!;

  async draw({ prompt: { shot }, parameters }: ShotRequest, { directory, signal }: Call): Promise<Take> {
    const { aspectRatio, resolution, framesPerSecond, seed, style, quality } = parameters;
    // Loaded with the first shot: the canvas is the largest thing in the whole mesh, and a mesh at rest draws nothing.
    const { drawStill } = await import('@polyreel/animatic');
    const still = await drawStill(shot, {
      ...pictureSize(aspectRatio, resolution),
      framesPerSecond,
      seed: seed + shot.index,
      style,
      quality,
    });
    signal.throwIfAborted();
    const path = join(directory, 'still.jpg');
    await writeFile(path, still);
    return { path, contentType: 'image/jpeg', qualityScore: drawableShare(shot.entities), costUsd: 0, degradedReasons: [] };
  }
}

/** What share of the entities an illustrator has a picture of. A place without figures is whole. */
const drawableShare = (entities: readonly { emoji?: string; scenery?: string }[]) =>
  entities.length === 0 ? 1 : entities.filter(({ emoji, scenery }) => emoji ?? scenery).length / entities.length;
