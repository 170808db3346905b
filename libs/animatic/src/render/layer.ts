import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { CameraRig, CameraState } from '../camera/camera.rig.js';
import type { Ink } from '../scenery/place.js';

/** One sheet of the picture at a depth. */
export interface Layer {
  depth: number;
  paint(ink: Ink, seconds: number): void;
}

/** Sets the ink so that stage units of a depth fall on the right pixels; false where the camera has passed the depth. */
export function aim(ink: Ink, rig: CameraRig, state: CameraState, depth: number): boolean {
  const m = rig.matrix(state, depth);
  if (!m) return false;
  ink.setTransform(m[0], m[1], m[2], m[3], m[4], m[5]);
  return true;
}

/** Empty rows are not worth moving. */
function inkedRows(canvas: Canvas): { top: number; bottom: number } | undefined {
  const { width, height } = canvas;
  const bytes = canvas.data();
  const pixels = new Uint32Array(bytes.buffer, bytes.byteOffset, width * height);
  const empty = (y: number) => {
    for (let i = y * width, end = i + width; i < end; i += 1) if (pixels[i] !== 0) return false;
    return true;
  };
  let [top, bottom] = [0, height - 1];
  while (top <= bottom && empty(top)) top += 1;
  while (bottom > top && empty(bottom)) bottom -= 1;
  return top > bottom ? undefined : { top, bottom: bottom + 1 };
}

const MAX_PIXELS = 9_000_000;

/**
 * Paints what the camera will see of still sheets of one depth once, and then only moves the picture. Undefined where the
 * camera sees nothing of them. `softness` blurs (a lens near the foreground), in stage units.
 */
export function bake(rig: CameraRig, depth: number, pixelsPerUnit: number, paint: (ink: Ink) => void, softness = 0): Layer | undefined {
  const reach = rig.reach(depth);
  if (!reach) return undefined;
  const [left, top] = [reach.left - 2, reach.top - 2];
  const [w, h] = [reach.right - reach.left + 4, reach.bottom - reach.top + 4];
  let scale = reach.magnification * pixelsPerUnit;
  if (softness > 0) scale *= 0.5;
  scale *= Math.min(1, Math.sqrt(MAX_PIXELS / (w * h * scale * scale)));
  const whole = createCanvas(Math.max(1, Math.ceil(w * scale)), Math.max(1, Math.ceil(h * scale)));
  const ink = whole.getContext('2d');
  ink.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
  paint(ink);
  const rows = inkedRows(whole);
  if (!rows) return undefined;
  const picture = createCanvas(whole.width, rows.bottom - rows.top);
  const cut = picture.getContext('2d');
  if (softness > 0) cut.filter = `blur(${Math.max(1, softness * scale)}px)`;
  cut.drawImage(whole, 0, -rows.top);
  const y = top + rows.top / scale;
  return {
    depth,
    paint: (frame) => frame.drawImage(picture, left, y, picture.width / scale, picture.height / scale),
  };
}
