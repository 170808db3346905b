import { createCanvas } from '@napi-rs/canvas';
import type { Shot } from '@polyreel/contracts';
import { illustrationsFor } from './illustrations.js';
import { checkLook, type Look } from './look.js';
import { setScene } from './render/scene.js';

/** The key frame of a shot as a PNG: the instant in the middle, or another one in seconds. */
export async function drawStill(shot: Shot, look: Look, atSeconds = shot.durationSeconds / 2): Promise<Buffer> {
  checkLook(look);
  const canvas = createCanvas(look.width, look.height);
  setScene(shot, look, illustrationsFor(shot)).paint(canvas.getContext('2d'), atSeconds);
  // Not `encode`: it reads the pixels on another thread, and once the collector has taken the canvas meanwhile the process dies.
  return canvas.encodeSync('png');
}
