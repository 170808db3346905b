import type { Canvas } from '@napi-rs/canvas';

/**
 * Makes a finished picture cheap to draw from. Skia copies all pixels of a canvas that was painted in one go with every drawImage
 * of it, and shares them once the canvas has been painted in two: this is the second time, which changes nothing.
 */
export function settled(canvas: Canvas): Canvas {
  const ink = canvas.getContext('2d');
  // Reading a pixel ends each time of painting.
  ink.getImageData(0, 0, 1, 1);
  ink.setTransform(1, 0, 0, 1, 0, 0);
  ink.clearRect(-2, -2, 1, 1);
  ink.getImageData(0, 0, 1, 1);
  return canvas;
}
