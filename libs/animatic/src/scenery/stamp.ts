import type { Canvas } from '@napi-rs/canvas';
import type { Ink } from './place.js';

/**
 * Lays a picture on whole pixels with its upper left corner at a stage point. It must be as large as it shall look: nothing is
 * resampled, which is a quarter of the cost. For what is soft, or too quick for an eye to see it step.
 */
export const stamp = (ink: Ink, picture: Canvas, x: number, y: number): void => lay(ink, picture, x, y, 0);

/** The same with its middle at the stage point, whatever the camera magnifies there. */
export const stampMiddle = (ink: Ink, picture: Canvas, x: number, y: number): void => lay(ink, picture, x, y, 0.5);

function lay(ink: Ink, picture: Canvas, x: number, y: number, share: number) {
  const m = ink.getTransform();
  ink.setTransform(1, 0, 0, 1, 0, 0);
  const [left, top] = [m.a * x + m.c * y + m.e - picture.width * share, m.b * x + m.d * y + m.f - picture.height * share];
  ink.drawImage(picture, Math.round(left), Math.round(top));
  ink.setTransform(m);
}

/** Lays many pictures as `stamp` does. Asking for and setting the transform costs as much as a small picture: it is done once for all. */
export function stampAll(ink: Ink, work: (lay: (picture: Canvas, x: number, y: number) => void) => void): void {
  const m = ink.getTransform();
  ink.setTransform(1, 0, 0, 1, 0, 0);
  work((picture, x, y) => ink.drawImage(picture, Math.round(m.a * x + m.c * y + m.e), Math.round(m.b * x + m.d * y + m.f)));
  ink.setTransform(m);
}
